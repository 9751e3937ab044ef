/** What is done to tasks, in words: one table for the tools, the cards, the questions and the built-in assistant. */
export type TaskVerb = 'add' | 'list' | 'change' | 'complete' | 'toggle' | 'delete' | 'undo'

interface Words {
  /** The tool that does it. */
  tool: string
  /** “I could not … that.” */
  infinitive: string
}

export const TASK_VERBS: Record<TaskVerb, Words> = {
  add: { tool: 'add_task', infinitive: 'add' },
  list: { tool: 'list_tasks', infinitive: 'list' },
  change: { tool: 'update_task', infinitive: 'change' },
  complete: { tool: 'complete_task', infinitive: 'complete' },
  toggle: { tool: 'toggle_task_status', infinitive: 'complete or reopen' },
  delete: { tool: 'delete_task', infinitive: 'delete' },
  undo: { tool: 'undo_last_change', infinitive: 'undo the last change of' },
}

const VERB_OF_TOOL = new Map<string, TaskVerb>([
  ...Object.entries(TASK_VERBS).map(([verb, words]) => [words.tool, verb as TaskVerb] as const),
  ['undo_act', 'undo'],
])

/** The verb of a tool by its name, as it stands in what was stored; one that is gone is called “change”. */
export const verbOfTool = (tool: string): TaskVerb => VERB_OF_TOOL.get(tool) ?? 'change'
export const wordsForTool = (tool: string): Words => TASK_VERBS[verbOfTool(tool)]
