/** Owns the list of verbs people begin a to-do with. It tells “… and call mum” from “… and butter”. */
const VERBS = new Set(
  `accept answer apply arrange ask assemble attend back bake book borrow bring brush buy call cancel celebrate charge check
  choose clean clear collect compare complete confirm contact cook copy create cut decide declutter defrost deliver
  design discuss do donate download draft drive drop dust email empty exercise feed fetch file fill find finish fix fold follow
  forward gather get give go grab hang help hoover install invite iron jog join lay learn leave listen look mail make measure meet
  mend message move mow order organise organize pack paint park pay phone pick plan plant play post practise practice prepare print
  publish purchase push put rake read rebook record recycle refill register remember renew rent repair repay replace reply
  report request research reserve return review ring run save schedule scrub sell send set share shop show sign sort start
  stop store stretch study submit sweep take talk test text thank throw tidy translate turn update upload vacuum visit vote wake
  walk wash watch water weigh wipe work wrap write`.split(/\s+/),
)

/** Whether the words begin with a to-do verb that has an object: a verb alone may be half of “wash and fold”. */
export const startsWithVerb = (words: string) => {
  const match = /^\s*([a-z]+)\s+\S/i.exec(words)
  return match !== null && VERBS.has((match[1] ?? '').toLowerCase())
}
export const isVerbAlone = (words: string) => VERBS.has(words.trim().toLowerCase())
