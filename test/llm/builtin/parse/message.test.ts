/** Messages as people write them, on Friday 20 November 2026, 15:00 UTC, and everything they ask for: nothing more. */
import { describe, expect, test } from 'bun:test'
import type { Intent, Reference } from '../../../../src/llm/builtin/intent.ts'
import { understand } from '../../../../src/llm/builtin/parse/message.ts'
import type { ParsedTask } from '../../../../src/task/quick-add/parse.ts'
import { cpu } from '../../../cost/hold.ts'

const friday = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
/** `message => what it asks for`; ⏎ is a line end. */
const ROWS = `
add buy milk tomorrow and call mum on friday => add buy milk | 2026-11-21 + call mum | 2026-11-27
finish 3 and delete the dentist one, then show my list => complete #3 ; delete “dentist” ; list {"status":"pending"}
add eggs, bread and butter => add eggs + bread + butter
buy bread and butter => add buy bread and butter
add task: salt and pepper => add salt and pepper
add "salt, pepper and oil" => add salt, pepper and oil
add salt and pepper => add salt and pepper
add eggs, bread and butter tomorrow => add eggs | 2026-11-21 + bread | 2026-11-21 + butter | 2026-11-21
buy milk, call mum, pay rent => add buy milk + call mum + pay rent
add buy milk, eggs and bread => add buy milk, eggs and bread
add milk tomorrow and bread on friday => add milk | 2026-11-21 + bread | 2026-11-27
add milk and mark it done => add milk ; complete it
add buy milk and finish the report => add buy milk + finish the report
add buy milk and finish 3 => add buy milk ; complete #3
add tasks:⏎- buy milk⏎- call mum tomorrow⏎- dentist => add buy milk + call mum | 2026-11-21 + dentist
add: milk; bread; butter => add milk + bread + butter
remind me tomorrow at 5pm to call mum => add call mum | 2026-11-21 | 17:00
remind me to call mum tomorrow => add call mum | 2026-11-21
I need to buy milk => add buy milk
don't forget to water plants => add water plants
don't delete 3 => talk refrained
please delete 3 => delete #3
can you please add buy milk to my list? => add buy milk
could you add dentist on monday at 3pm with high priority => add dentist | 2026-11-23 | 15:00 | !high
hello there! => talk hello
who are you? => talk who
are you an AI? => talk human
what can you do? => talk help
how do I add a task? => talk can_delete
oops, undo that => undo
show my list => list {"status":"pending"}
show me all tasks => list {}
what's on my list? => list {"status":"pending"}
what do I have to do today? => list {"due_before":"2026-11-20","status":"pending"}
what is due tomorrow? => list {"due_after":"2026-11-21","due_before":"2026-11-21","status":"pending"}
what's due this week => list {"due_before":"2026-11-22","status":"pending"}
show completed tasks => list {"status":"completed"}
show high priority tasks => list {"priority":"high","status":"pending"}
show tasks tagged #home => list {"status":"pending","tag":"home"}
how many tasks do I have? => count {"status":"pending"}
do I have anything on friday? => list {"due_after":"2026-11-27","due_before":"2026-11-27","status":"pending"}
search for dentist => list {} “dentist”
do I have a task about milk? => list {} “milk”
when is the dentist? => when “dentist”
today => parts {"due_on":"2026-11-20"}
complete the milk one => complete “milk”
mark the milk one as done => complete “milk”
milk is done => complete “milk”
3 is done => complete #3
I finished the report => complete “report”
I've done 3 => complete #3
done => complete it
done with 3 => complete #3
tasks 2, 3 and 5 are done => complete #2 #3 #5
complete tasks 2, 3 and 5 => complete #2 #3 #5
complete everything due today => complete all {"due_after":"2026-11-20","due_before":"2026-11-20","status":"pending"}
complete all tasks tagged #home => complete all {"status":"pending","tag":"home"}
mark 3 as not done => reopen #3
milk is not done yet => reopen “milk”
delete 3 => delete #3
delete task 3 => delete #3
delete all => delete all {}
delete all tasks => delete all {}
delete all completed tasks => delete all {"status":"completed"}
clear completed tasks => delete all {"status":"completed"}
delete it => delete it
delete the last one => delete place -1
delete them => delete them
remove the milk one from my list => delete “milk”
remove the due date from 3 => change #3 {"due_on":null,"due_time":null}
remove #home from 3 => change #3 {"fewer_tags":["home"]}
rename 3 to oat milk => change #3 {"title":"oat milk"}
rename the milk one to oat milk => change “milk” {"title":"oat milk"}
change 3 to buy oat milk => change #3 {"title":"buy oat milk"}
change the title of 3 to x y => change #3 {"title":"x y"}
move dentist to friday => change “dentist” {"due_on":"2026-11-27"}
move 3 to tomorrow 5pm => change #3 {"due_on":"2026-11-21","due_time":"17:00"}
move the dentist one to next tuesday at noon => change “dentist” {"due_on":"2026-11-24","due_time":"12:00"}
postpone 3 => change #3 {"shift":{"days":1}}
postpone 3 by 2 days => change #3 {"shift":{"days":2}}
push 3 back a week => change #3 {"shift":{"days":7}}
move 3 to 5pm => change #3 {"due_on":"2026-11-20","due_time":"17:00","keep_day":true}
set priority of 3 to high => change #3 {"priority":"high"}
make 3 high priority => change #3 {"priority":"high"}
make it high priority => parts {"priority":"high"}
make dinner => add make dinner
make pasta tomorrow => add make pasta | 2026-11-21
set alarm to 7 => talk can_ring
tag 3 with home => change #3 {"more_tags":["home"]}
add #home to 3 => change #3 {"more_tags":["home"]}
add tag home to 3 => change #3 {"more_tags":["home"]}
make 3 repeat every monday => change #3 {"due_on":"2026-11-23","repeat":"FREQ=WEEKLY;BYDAY=MO"}
repeat 3 weekly => change #3 {"due_on":"2026-11-20","keep_day":true,"repeat":"FREQ=WEEKLY"}
add a note to 3: bring cash => change #3 {"description":"bring cash"}
prioritise 3 => change #3 {"priority":"high"}
delete the milk one and the bread one => delete “milk one and the bread” or “milk” and “bread”
complete milk and eggs => complete “milk and eggs” or “milk” and “eggs”
the second one => point place 2
yes, delete it => delete it
buy milk => add buy milk
dentist tomorrow at 3pm => add dentist | 2026-11-21 | 15:00
it is raining tomorrow => talk chat
what is the weather today? => talk can_other
tell me a joke => talk can_other
asdf qwer => talk chat
? => talk help
add a task => talk what_to_add
add delete all tasks => add delete all tasks
add "delete all tasks" => add delete all tasks
delete "all tasks" => delete “all tasks”
add buy milk; delete 3; show my list => add buy milk ; delete #3 ; list {"status":"pending"}
add buy milk. Also call Bob on monday. Thanks => add buy milk + call Bob | 2026-11-23
finish 3 and buy milk => complete #3 ; add buy milk
complete buy milk and call mum => complete “buy milk and call mum” or “buy milk” and “call mum”
email Dr. Smith tomorrow => add email Dr. Smith | 2026-11-21
add call mum on friday, buy milk tomorrow, pay rent => add call mum | 2026-11-27 + buy milk | 2026-11-21 + pay rent
show Anna the flat => list {"status":"pending"} “Anna flat”
mark => offer
move boxes => add move boxes
cancel gym membership => add cancel gym membership
cancel 3 => delete #3
cancel the dentist one => delete “dentist”
set the due date of 3 to friday => change #3 {"due_on":"2026-11-27"}
set 3 due friday and high priority => change #3 {"due_on":"2026-11-27","priority":"high"}
give 3 low priority => change #3 {"priority":"low"}
delete tasks 3-5 => delete #3 #4 #5
write "The Day After Tomorrow" review => add write "The Day After Tomorrow" review
add wash and fold laundry => add wash and fold laundry
add a meeting with Tom, Ann and Bob on monday => add a meeting with Tom, Ann and Bob | 2026-11-23
new task: paint the fence => add paint the fence
todo: paint fence => add paint fence
put milk on my list => add milk
put milk and bread on my list => add milk and bread
I want to delete task 3 => delete #3
delete everything => delete all {}
undo everything => undo
complete the first one => complete place 1
move it to monday => parts {"due_on":"2026-11-23"}
add lunch with Sam tomorrow at noon and remind me to bring the book => add lunch with Sam | 2026-11-21 | 12:00 ; add bring the book
change the dentist appointment to friday at 10am => change “dentist appointment” {"due_on":"2026-11-27","due_time":"10:00"}
delete the task about taxes => delete “taxes”
is there anything due tomorrow? => list {"due_after":"2026-11-21","due_before":"2026-11-21","status":"pending"}
what are my high priority tasks for this week => list {"due_before":"2026-11-22","priority":"high","status":"pending"}
what did I finish? => list {"status":"completed"}
show what is done => list {"status":"completed"}
list everything => list {}
add dentist friday 3pm p1 #health every month => add dentist | 2026-11-27 | 15:00 | !high | FREQ=MONTHLY | #health
complete 99 and 100 => complete #99 #100
add "buy milk" and "call mum" => add buy milk + call mum
Add a task to buy groceries => add buy groceries
Create a task: Finish the report by Friday 5pm => add Finish the report | 2026-11-27 | 17:00
Add task buy groceries tomorrow at 5 PM with high priority => add buy groceries | 2026-11-21 | 17:00 | !high
I have to pick up the kids at 3pm today => add pick up the kids | 2026-11-20 | 15:00
I need to remember to pay the electricity bill => add pay the electricity bill
Mark task 3 as complete => complete #3
mark task 3 completed => complete #3
Mark all tasks as done => complete all {"status":"pending"}
Delete task number 4 => delete #4
Remove task 4 please => delete #4
Please remove the "buy milk" task => delete “buy milk”
Change task 1 to 'Call mom tonight' => change #1 {"title":"Call mom tonight"}
Update task 2 title to buy two milks => change #2 {"title":"buy two milks"}
update task 2 description to bring cash => change #2 {"description":"bring cash"}
What's pending? => list {"status":"pending"}
What have I completed? => list {"status":"completed"}
show me my pending tasks => list {"status":"pending"}
list completed => list {"status":"completed"}
What tasks do I have? => list {"status":"pending"}
which tasks are due today? => list {"due_before":"2026-11-20","status":"pending"}
what should I do next? => list {"status":"pending"}
what's next? => list {"status":"pending"}
Do I have any overdue tasks? => list {"due_before":"2026-11-19","status":"pending"}
How many tasks are left? => count {"status":"pending"}
how many open tasks => count {"status":"pending"}
search milk => list {} “milk”
find all tasks about the car => list {} “car”
Can you remind me to water the plants every monday at 8am? => add water the plants | 2026-11-23 | 08:00 | FREQ=WEEKLY;BYDAY=MO
add water the plants every day and take out trash every thursday => add water the plants | 2026-11-20 | FREQ=DAILY + take out trash | 2026-11-26 | FREQ=WEEKLY;BYDAY=TH
Buy 2 litres of milk => add Buy 2 litres of milk
Buy milk! => add Buy milk
Set task 3 priority to low => change #3 {"priority":"low"}
make task 3 due tomorrow => change #3 {"due_on":"2026-11-21"}
change the due date of task 3 to next monday => change #3 {"due_on":"2026-11-23"}
move task 3 to next monday => change #3 {"due_on":"2026-11-23"}
task 3 is due friday => change #3 {"due_on":"2026-11-27"}
postpone everything due today to tomorrow => change all {"due_after":"2026-11-20","due_before":"2026-11-20","status":"pending"} {"due_on":"2026-11-21"}
complete the groceries task => complete “groceries”
the milk task is done => complete “milk”
finished milk => complete “milk”
Delete all my completed tasks => delete all {"status":"completed"}
delete the second task => delete place 2
undo last change => undo
un-complete 3 => reopen #3
uncheck 3 => reopen #3
Add three tasks: buy milk, call mum, and pay rent => add buy milk + call mum + pay rent
add the following: 1. buy milk 2. call mum => add buy milk + call mum
add:⏎1. buy milk⏎2) call mum on friday => add buy milk + call mum | 2026-11-27
hey, can you add buy milk? => add buy milk
Hello, what can you do? => talk help
add milk⏎add bread => add milk ; add bread
add milk, delete 3 => add milk ; delete #3
add milk, and complete 2 => add milk ; complete #2
delete 1, 2, and 3 => delete #1 #2 #3
delete 1 and 2 and add milk => delete #1 #2 ; add milk
delete 1 2 3 => delete #1 #2 #3
complete #2 and #3 => complete #2 #3
finish task 2 and task 3 => complete #2 #3
rename task 3 to "foo and bar" => change #3 {"title":"foo and bar"}
tag 3 and 4 with work => change #3 #4 {"more_tags":["work"]}
add #work to the dentist one => change “dentist” {"more_tags":["work"]}
show #work => list {"status":"pending","tag":"work"}
show tasks with tag work => list {"status":"pending"} “work”
tasks due before friday => list {"due_before":"2026-11-27","status":"pending"}
tasks due next week => list {"due_after":"2026-11-23","due_before":"2026-11-29","status":"pending"}
what do I have next monday => list {"due_after":"2026-11-23","due_before":"2026-11-23","status":"pending"}
what's on for tomorrow => list {"due_after":"2026-11-21","due_before":"2026-11-21","status":"pending"}
is anything due today => list {"due_before":"2026-11-20","status":"pending"}
remind me => talk what_to_add
remind me about the dentist appointment next tuesday at noon => add the dentist appointment | 2026-11-24 | 12:00
schedule a meeting with Bob tomorrow at 10 => add schedule a meeting with Bob | 2026-11-21 | 10:00
book flights by end of month #travel !high => add book flights | 2026-11-30 | !high | #travel
gym every mon, wed and fri at 6pm => add gym | 2026-11-20 | 18:00 | FREQ=WEEKLY;BYDAY=MO,WE,FR
walk the dog daily => add walk the dog | 2026-11-20 | FREQ=DAILY
ok => talk thanks
🎉 => talk thanks
add 🎉 party on saturday => add 🎉 party | 2026-11-21
añade leche => add leche
buy milk tmr => add buy milk | 2026-11-21
clear my list => delete all {}
clear the list => delete all {}
clear everything => delete all {}
empty my list => delete all {}
remove all => delete all {}
erase all done tasks => delete all {"status":"completed"}
put off 3 until monday => change #3 {"due_on":"2026-11-23"}
do 3 => talk chat
3 done => complete #3
done 3 => complete #3
stop => talk no
cancel => talk no
add 5 apples => add 5 apples
add buy milk then call mum then pay rent => add buy milk + call mum + pay rent
add buy milk at 5pm and at 6pm call mum => add buy milk | 2026-11-20 | 17:00 + call mum | 2026-11-20 | 18:00
if I finish 3 delete 4 => talk condition
do not add milk => talk refrained
never delete my tasks => talk refrained
what did I just add? => list {"status":"pending"} “add”
show task 3 => point #3
show 3 => point #3
details of 3 => point #3
open 3 => point #3
repeat task 3 every monday => change #3 {"due_on":"2026-11-23","repeat":"FREQ=WEEKLY;BYDAY=MO"}
make the milk one repeat weekly => change “milk” {"due_on":"2026-11-20","keep_day":true,"repeat":"FREQ=WEEKLY"}
remind me on friday that the bins go out => add the bins go out | 2026-11-27
what is 2+2? => talk can_other
who is the president? => talk can_other
I finished => past
i'm done with the report => complete “report”
add 'finish 3' and delete 4 => add finish 3 ; delete #4
delete the one about milk => delete “milk”
delete milk, bread and eggs => delete “milk, bread and eggs” or “milk” and “bread” and “eggs”
add buy milk for tomorrow, and for friday call mum => add buy milk | 2026-11-21 + call mum | 2026-11-27
turn 3 into buy oat milk => change #3 {"title":"buy oat milk"}
mark 3 and 4 as done => complete #3 #4
set 3 to pending => reopen #3
change 3's due date to friday => change #3 {"due_on":"2026-11-27"}
make 3 medium => change #3 {"priority":"medium"}
lower the priority of 3 => change #3 {"priority":"low"}
remove priority from 3 => change #3 {"priority":"none"}
add note to 3: buy the blue one => change #3 {"description":"buy the blue one"}
untag 3 #home => change #3 {"fewer_tags":["home"]}
`

const parts = ({ title, due_on, due_time, priority, repeat, tags }: ParsedTask) =>
  [title, due_on, due_time, priority === 'none' ? null : `!${priority}`, repeat, ...tags.map((tag) => `#${tag}`)]
    .filter(Boolean)
    .join(' | ')
const pointed = (target: Reference): string => {
  if (target.kind === 'ids') return target.ids.map((id) => `#${id}`).join(' ')
  if (target.kind === 'words') return `“${target.words}”`
  if (target.kind === 'several') return `“${target.words}” or ${target.parts.map(pointed).join(' and ')}`
  return target.kind === 'all'
    ? `all ${sorted(target.filter)} ${target.words ?? ''}`.trim()
    : Object.values(target).join(' ')
}
/** An intent on one line, with everything it holds but our own words for a list. */
const sorted = (filter: object) => JSON.stringify(Object.fromEntries(Object.entries(filter).sort()))
const shown = (intent: Intent): string => {
  if (intent.do === 'add') return `add ${intent.tasks.map(parts).join(' + ')}`
  if (intent.do === 'list')
    return `${intent.count ? 'count' : 'list'} ${sorted(intent.filter)}${intent.words === undefined ? '' : ` “${intent.words}”`}`
  if (intent.do === 'change') return `change ${pointed(intent.target)} ${JSON.stringify(intent.change)}`
  if ('target' in intent) return `${intent.do} ${pointed(intent.target)}`
  if (intent.do === 'parts') return `parts ${JSON.stringify(intent.change)}`
  return intent.do === 'talk' ? `talk ${intent.topic}` : intent.do
}

describe('a message and what it asks for', () => {
  for (const row of ROWS.trim().split('\n')) {
    const [message = '', expected] = row.split(' => ')
    test(message, () => {
      const intents = understand(message.replaceAll('⏎', '\n'), friday).intents
      expect(intents.map(shown).join(' ; ')).toBe(expected as string)
    })
  }

  test('no words ask for nothing', () =>
    expect(understand('', friday).intents).toEqual([{ do: 'talk', topic: 'nothing' }]))
})

describe('what must never happen', () => {
  const harmless = [
    "don't delete 3",
    'do not add milk',
    'never delete my tasks',
    'add delete all tasks',
    'add "delete all tasks"',
    'remind me to delete task 3',
    'is the milk done?',
    'why did you delete 3?',
    'if I finish 3 delete 4',
    'what does delete 3 do?',
    'yes',
    'yes please',
    'go ahead',
  ]
  test.each(harmless)('%p deletes, completes and changes nothing', (message) => {
    for (const { do: intent } of understand(message, friday).intents)
      expect(['add', 'talk', 'offer', 'past', 'when', 'unclear', 'list', 'point']).toContain(intent)
  })

  test('a message too long to read is not read in part', () => {
    expect(understand(`delete 3${' '.repeat(2000)}`, friday).intents).toEqual([{ do: 'talk', topic: 'too_long' }])
  })

  test('no more than twenty requests are taken from one message', () => {
    expect(understand(Array.from({ length: 60 }, (_, i) => `delete ${i + 1}`).join('; '), friday).intents).toHaveLength(
      20,
    )
  })
})

describe('hostile messages', () => {
  const heads = ['', 'add ', 'delete ', 'move 3 to ', 'make ', 'list ', 'remind me ', 'rename ']
  const pieces = [
    'a',
    '[',
    '*',
    ' ',
    ', ',
    '1, ',
    'and ',
    'to ',
    '. ',
    '"',
    '“',
    '#a, ',
    'to friday ',
    '\n',
    'please, thanks ',
    '1 and ',
  ]
  test.each(heads)('%p before 40,000 and 999 characters of anything is understood at once', (head) => {
    for (const piece of pieces) {
      for (const length of [40_000, 999]) {
        const message = `${head}${piece.repeat(length / piece.length)}`.slice(0, length)
        // Of three, the least time of our own: a busy machine is not what is measured.
        const times = [1, 2, 3].map(() => {
          const before = cpu()
          understand(message, friday)
          return cpu() - before
        })
        expect(Math.min(...times), `${head}${piece}`).toBeLessThan(50)
      }
    }
  })
})
