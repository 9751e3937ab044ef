/** English: what is asked for, and what is only said. */
import { requests as readRequests, topics as readTopics } from './language.ts'

export const requests = readRequests(String.raw`
  undo: (?:wait|hang on|hmm|oops|whoops|argh|ah|oh)?,? ?(?:no,? )?(?:wait,? )?undo (?:that|it|this)
  undo: (?:undo|undoo|unod|revert|roll ?back)(?: (?:(?:my |the )?(?:last|latest|previous)(?: \S+)?|that|it|this|them|please|again|everything|all of (?:it|that)|(?:the|my|your) (?:last|latest|previous).*|the (?:change|changes|delete|deletion|move|add)))?
  undo: (?:take|put|bring) (?:that|it|this|them) back
  undo: (?:put|change|set|move|switch|turn) (?:that|it|this|them) back (?:to )?(?:how|the way|what|where|as|like) (?:it|that|they) (?:was|were)(?: before)?
  undo: (?:leave|make|have) (?:that|it|them) (?:how|the way|as|like) (?:it|they) (?:was|were)(?: before)?
  undo: undo (?:both|them both|both of them|all of them)
  undo: scratch that|restore (?:it|that|them)|cancel the last (?:change|one|thing)
  refrain: (?:do not|don't|dont|never|stop) (?!forget|let me forget|repeat|miss|need (?!to )).+
  refrain: i (?!(?:can't|cannot|cant) forget)(?:won't|wont|can't|cant|cannot|didn't|didnt|haven't|havent|don't want|do not want|will not|did not|have not|couldn't|am not going) .+
  refrain: (?!.*\b(?:done|finished|completed)\b).+ (?:isn't|is not|aren't|are not|wasn't|hasn't been|haven't been) [a-z]+(?: yet)?
  ahead: (?:remind me|(?:give|send) me an? (?:nudge|ping|buzz|shout|reminder|alert|heads[- ]up)|(?:nudge|ping|buzz|alert|notify|warn|prod|poke) me|set (?:me )?an? (?:reminder|alarm|alert))(?: for| at| on| about (?:it|that))? (?<n>.{2,30}?) (?:before|ahead of|prior to)(?: (?:it's|it is|its) due| it starts)?
  ahead: (?:remind me|(?:give|send) me an? (?:nudge|ping|buzz|shout|reminder|alert|heads[- ]up)|(?:nudge|ping|buzz|alert|notify|warn|prod|poke) me|set (?:me )?an? (?:reminder|alarm|alert))(?: for| at| on)? (?<n>.{2,30}?) (?:before|ahead of|prior to) {x}
  ahead: (?:remind me|(?:nudge|ping|buzz|alert|notify|warn) me|set (?:me )?an? (?:reminder|alarm|alert))(?: about| of| for)? {o} (?:before(?:hand)?|ahead|in advance|early|earlier)
  snooze: (?:snooze|postpone|delay|defer|push|put off|move) (?:the |my )?reminder (?:for|of|about|on) {x} (?:until|till|to|for|by) {w}
  snooze: snooze (?:until|till) {w}
  snooze: snooze for (?<n>.+)
  snooze: snooze {x} (?:until|till|to|by|on|at) {w}
  snooze: snooze {x}(?: for)? (?<n>.+)
  snooze: snooze {x}
  snooze: remind me (?:again|once more)(?: (?:about|of) {x})? (?<w>(?:in|at|on|tomorrow|tonight|next|this|later)\b.*)
  snooze: remind me (?:about|of) {x} again {w}
  snooze: remind me (?:about|of) (?<x>it|that|this|them) {w}
  snooze: remind me (?:again|later)
  untag: (?:take|remove|drop|peel|get|pull|strip) (?:the |that )?(?<g>(?!(?:the|that|all|any|its|my)\b)\S+) tags? (?:off|from)(?: of)? {x}
  untag: (?:remove|delete|take|drop) (?:the )?tags? {g} (?:from|off) {x}
  untag: (?:remove|delete|take|drop) (?<g>#[^\s\d]\S*) (?:from|off) {x}
  untag: untag {x}(?: from)? (?<g>#\S+)
  tag: (?:stick|put|slap|add|pop) (?:an? |the )?{g} tag (?:on|to) {x}
  tag: give {x} (?:an? |the )?{g} tag
  tag: tag {x} (?:with|as) {g}
  tag: tag (?<x>it|that|this|them|both|(?:task )?#?\d+) {g}
  tag: tag {x} (?<g>#[^\s,]+(?:(?:,? and |, | )#[^\s,]+){0,9})
  tag: (?:add|put|give) (?:the |a )?tags? {g} (?:to|on) {x}
  tag: (?:add|put) (?<g>#[^\s,]+(?:(?:,? and |, | )#[^\s,]+){0,9}) (?:to|on) {x}
  tag: (?:put|file) {x} under (?<g>#\S+)
  note: (?:add|put) (?:a |the |this )?(?:note|description|comment|detail) (?:to|on|for) {x}(?: ?: ?| saying | that says ){t}
  note: (?:change|set|update|edit) (?:the )?(?:description|notes?|details?) (?:of|for|on) {x}(?: to |: ?){t}
  note: (?:change|set|update|edit) {x}(?:'s)? (?:description|notes?) to {t}
  note: (?:note on|describe) {x}(?: ?: ?| as ){t}
  rename: (?:rename|retitle|renmae) {x} (?:to|as|into) {t}
  rename: (?:change|set|update|edit) (?:the )?(?:title|name|text|wording) (?:of|for|on) {x} to {t}
  rename: (?:change|set|update|edit) {x}(?:'s)? (?:title|name|text) to {t}
  rename: (?:change|edit|update) (?<x>#?\d+) ?: ?{t}
  rename: (?:change|replace|edit|correct|turn) {x} (?:to|into|with|by) {t}
  rename: call (?<x>it) {t}
  clear_date: (?:remove|delete|clear|drop|erase|take) (?:the |its )?(?:due )?(?:dates?|day|deadline|due) (?:from|off|of|on|for) {x}
  clear_date: no (?:due )?(?:date|deadline) (?:for|on) {x}
  clear_date: (?:make|set|leave) {x} (?:without (?:a |any )?(?:due )?date|undated)
  clear_date: (?:without|no|remove|clear|drop)(?: (?:a|any|the|its))? (?:due )?(?:date|deadline)
  clear_time: (?:remove|delete|clear|drop|lose|ditch|forget|scrap|no) (?:the |its |any )?(?:time|hour)
  clear_time: (?:remove|delete|clear|drop) (?:the |its )?time (?:from|of|on|for) {x}
  clear_priority: (?:remove|clear|drop|lose|no) (?:the |its |any )?priority
  clear_priority: (?:remove|delete|clear|drop) (?:the |its )?priority (?:from|of|on|for) {x}
  clear_repeat: (?:stop|no|remove|drop|cancel) (?:the |its |any )?(?:repeat(?:ing|s)?|recurrence)|(?:just|only) (?:this )?once|a one[- ]off
  clear_repeat: (?:remove|delete|clear|drop) (?:the |its )?(?:repeat|repetition|recurrence) (?:from|of|on|for) {x}
  clear_repeat: (?:stop repeating|don't repeat|do not repeat|no longer repeat) {x}
  clear_repeat: (?:make|let) {x} (?:not|stop) repeat(?:ing)?
  clear_repeat: {x} (?:should not|shouldn't|does not|doesn't|need not) repeat(?: any ?more)?
  clear_tags: (?:remove|clear|drop|lose) (?:the |its |all |any )?tags?
  clear_tags: (?:untag|(?:remove|delete|clear|drop|take) (?:all )?(?:the |its |any )?tags? (?:from|of|on|off)) {x}
  clear_note: (?:remove|delete|clear|drop) (?:the |its )?(?:notes?|description) (?:from|of|on|for) {x}
  raise: (?:prioriti[sz]e|(?:raise|increase|up|(?:bump|push|turn)(?: up)?) (?:the )?priority (?:of|for|on)) {x}
  lower: (?:deprioriti[sz]e|(?:lower|reduce|decrease) (?:the )?priority (?:of|for|on)) {x}
  move: give {x} (?:a |the )?(?:due date|deadline|date|day)(?: of| on| for)?[,:]? {w}
  move: (?<x>both|them|these|those|all of them|both of them|all three) (?:for|on|at|by|to) {w}
  move: (?:set|change|update|move|put|give) (?:the )?(?:due date|due time|due|date|deadline|day|time|repeat)(?: date)? (?:of|for|on) {x} (?:to|at|as) {w}
  move: (?:set|change|update|raise|lower|increase) (?:the )?priority (?:of|for|on) {x} (?:to|as) {w}
  move: (?:set|change|update|edit|move) {x}(?:'s)? (?:due date|deadline|due|date|time|day|priority|repeat) to {w}
  move: (?:set|add|make) (?:a |me a )?reminder (?:for|on|to) {x} {w}
  move: (?:bring|pull|move) {x} (?:forward|up|ahead) (?:to|by) {w}
  move: (?:move|reschedule|postpone|push|delay|defer|bump|shift|put off|moev|carry)(?: back| over)? {x} (?:back |over |out )?(?:to|until|till|by|for|on|at|from|into|onto) {w}
  move: (?:set|add|put|give)(?: a| the)? (?:due date|date|deadline|day) (?:for|on|of|to) {x}(?: ?:| to| as) {w}
  move: (?<x>(?:everything|all|both)(?: .+?)?) (?:to|until|till) {w}
  move: (?:can|could|shall) (?:we|i|you) (?:do|move|make|have) {x} (?:to |on |at )?{w} instead\??
  move: give {x} (?:a )?(?<w>\S+ prio(?:rity)?)
  move: {x} (?:has been|was|is|got) (?:moved|pushed|postponed|rescheduled|brought forward) (?:to|until|till) {w}
  move: {x} (?:starts|begins|takes place)(?: now)? {w}
  move: {x} ?(?:->|→|=>) ?{w}
  move: {x} (?:can|could|has to|have to) wait (?:un)?till? {w}
  move: (?:do|have) {x} (?:to |on |at )?{w} instead
  move: {x} (?:to |on |at )?{w} instead
  move: (?:make|do) (?<x>(?:the )?[a-z]+ing(?: .+?)?) (?<w>(?:every|each) .+|daily|weekly|monthly|yearly)
  move: (?:shove|kick|punt|nudge|drag|slide|roll|chuck|throw|stick|pull|bring|carry|take|slip|hop|flip|shunt|swing|do)(?: back| over| forward| on)? {x} (?:back |over |out |on |forward |along )?(?:to|until|till|into|onto) {w}
  shift: (?:postpone|push|delay|defer|put off|move|shift|bump)(?: back)? {o}
  shift: {o} later
  shift: (?:postpone|defer|delay) {x}
  shift: (?:shunt|nudge|kick|shove|slide|knock|roll|put|drag)(?: back| on| forward| out)? {o}
  earlier: (?:bring|pull) {o}
  earlier: {o} (?:earlier|sooner)
  make: (?:make|set|mark|turn(?! in| off| on| up| down| out)|put(?! down| up)|flag|change|update|repeat|move|reschedule) {o}
  state: {x} (?:is|are|has to be|must be|should be|needs to be)(?: now| actually| really| super| very| so| pretty| quite| extremely| getting| becoming| turning)* {w}
  state: (?<x>(?:task |number )?#?\d{1,6}) (?<w>(?:at|on|by|to|until|till) .+)
  state: {x} (?:isn't|is not|isnt|aren't|are not|not) (?:for |on |at |due )?(?:\S+ ){1,2}?(?:it's|its|it is|they're|but) (?:for |on |at )?{w}
  state: {x} (?:isn't|is not|aren't|are not|not) due (?:until|till|before) {w}
  state: {x} ?: ?{w}
  toggle: toggle(?: the status of)? {x}
  reopen: (?:re-?open|uncomplete|un-?complete|uncheck|untick|unmark|unfinish) {x}
  reopen: (?:mark|set|flag|make) {x} (?:as |to |back to )?(?:be )?(?:not done|undone|open|pending|incomplete|not completed?|unfinished|not finished|to-?do|active)(?: again)?
  reopen: {x} (?:is|are|was|were|isn't|aren't) (?:actually |still )?(?:not done|undone|open|done(?= yet)|not (?:yet )?(?:finished|completed|done)|unfinished)(?: yet| after all)?
  complete: (?:mark|set|flag|tick) {x} (?:as |off as )?(?:fixed|sorted|paid|sent|bought|closed|resolved|shipped|delivered|cleaned|booked|handled|dealt with|ticked|checked|off)
  complete: (?:check|tick|cross) off {x}(?: pls| plz| n| and| thx| ty| thanks)*
  complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
  complete: {x} ?(?:✓|✔️?|✅|☑️?)
  complete: (?:mark|set|flag|tick|check) {x} (?:as |to )?(?:be )?(?:done|doen|complete|completed|finished|ticked off)
  complete: mark (?:as )?(?:done|complete|completed|finished):? {x}
  complete: (?:check|tick|cross)(?: off)? {x} off(?: (?:my|the) list)?
  complete: (?:complete|finish|close|(?:check|tick|cross) off|tick) {x}
  complete: (?:i(?:'ve| have)?(?: just| already)? |just |already )?(?:finished|completed|done|did|ticked off)(?: with|:)? {x}
  complete: (?:mark|set) {x} (?:as )?(?:done|complete|completed|finished) (?<e>(?:except|but|apart from).+)
  complete: (?:all |i(?:'m| am) |we(?:'re| are) )?done with {x}
  complete: {x}'s (?:all |now |already |been )*(?:done|complete|completed|finished|sorted(?: out)?|dealt with|taken care of)(?: now| already)?
  complete: {x} (?:is|are|was|were|has been|have been)(?: all| now| already)* (?:done|complete|completed|finished|sorted(?: out)?|dealt with|taken care of)(?: now| already)?
  complete: {x},? ?[-–:]? ?(?:done|finished|completed)
  complete: x (?<x>#?\d+.*)
  complete: (?:done|finished|completed)
  delete: (?:cross out|delete|erase|remove|trash|discard|scrap|get rid of|throw away|clear out|clear|delte|bin) {x}
  delete: (?:empty|wipe|clear) (?<x>(?:my|the) (?:whole )?list|everything)
  delete: (?:take|cross|strike) {x} (?:off|out)(?: (?:of )?(?:my|the) list)?
  delete: forget (?:about )?(?<x>(?:the|my|task|number) .+|#?\d+)
  delete: drop {x} (?:from|off) (?:my|the)(?: to-?do)? list
  delete: (?:cancel|drop|kill|scratch) (?<x>(?:task |the )?#?\d+|it|that|them|the .+ (?:one|task))
  delete: drop (?<x>the \S+)
  delete: delete|remove
  delete: (?:purge|ditch|axe|nix|get shot of|bin off) (?<x>(?:all |everything|the |my |#|\d|that|it|them|those|these|done|completed|finished).*)
  delete: (?:wipe|strike|dump|chuck out|chuck|lose|take out|knock out|clean out) (?<x>(?:everything|#|\d|that|it|them|those|these|(?:all |the |my )?(?:done|completed|finished)).*)
  delete: (?:take|strike|knock|pull|get|cross) {x} off(?: (?:there|it))?(?:,? (?:we|i|it|they|he|she|because|cause|since|as|no longer|not) .+)?
  delete: (?:i|we) (?:shan't|shant|won't be|wont be|am not|'m not|are not|aren't|arent) .+? so (?:remove|delete|drop|scrap|bin|cancel) (?<x>it|that)
  delete: (?:there's |there is )?no (?:longer a |more )?need (?:to remind me |for a reminder |for )?(?:about |of |to )?{x}(?: any ?more)?
  delete: (?:i |we )?(?:no longer need|(?:don't|do not|dont) (?:really )?need) (?!(?:any|some|help|you|that|this|it)\b){x}(?: any ?more| any longer| after all)?
  delete: (?:i |we )?no longer need (?:to )?{x}
  remind: remind me (?<w>.{1,60}?) (?:to|about|that) {t}
  remind: (?:please )?remind me(?: to| about| of| that)?:? {t}
  remind: (?:set|create|add) (?:me )?a reminder (?:to|for|about|that) {t}
  remind: remnid me to {t}
  remind: remind me|set a reminder
  add: (?:track|log|record|list|capture|file) (?:this|it|that|one)(?: for me| please)? ?[-–:,] ?{t}
  add: (?:make|take|leave|write)(?: me)? (?:a )?(?:quick )?note that i (?:should|must|need to|have to|ought to|gotta) {t}
  add: (?:another|next|new|last) (?:one|thing|task), {t}
  add: (?:two|three|four|a few|couple of|some) (?:things|tasks|bits|jobs|items) ?: ?{t}
  add: (?:would you mind |mind |how about |maybe )?(?:adding|putting|noting(?: down)?|writing(?: down)?|jotting(?: down)?|popping|sticking|chucking|including|scheduling)(?: me)? {t}(?: (?:on|in|onto|to|into) (?:my|the)(?: to-?do| task| shopping)? list)?(?: down)?
  add: (?:make|take|leave|write)(?: me| yourself)? (?:a )?(?:quick )?note (?:to|of|about|for me to|that i (?:need|have) to)(?: me to)? ?:? {t}
  add: (?:new|another|next|last) (?:one|entry|thing)(?: for (?:me|the list))? ?[-–:,]+ ?{t}
  add: (?:pencil|book|slot|jot|note|write|log) (?:me )?(?:in|down) {t}
  add: (?:stick|pop|chuck|throw|bung|slap|put|get|whack) {t} (?:on there|on it|on for|down(?: for me)?)
  add: (?:stick|pop|chuck|put|bung) {t} on (?<w>(?:for|on) .+)
  add: i(?: also| still| really)? (?:gotta|hafta|need 2|have 2|should probably|ought to|shouldn't forget to) {t}
  add: (?:we|me) (?:really |still |also )?(?:have to|need to|must|should|gotta|ought to|better|got to|'ve got to) {t}
  add: (?:it would be good|would be nice|it's time) to {t}
  add: i(?:'d| had)? better (?:not forget to )?{t}
  add: (?:add|ad|create|put|make|write down|note down|jot down|save|record|set up|schedule|i need)(?: (?:a|an|another|the|these|this|following|new|my|some|few|more|two|three))* (?:tasks?|to-?dos?|to-?do items?|items?|things?)(?: (?:to|on) (?:my|the)(?: to-?do| task)? list)?(?: for (?:me|myself|us))?(?: (?:to|for|called|named|titled|saying))?(?: ?: ?| ){t}
  add: (?:new (?:task|to-?do|item)|(?:task|to-?do|reminder)(?= ?[:–-]))(?: to)?(?: ?[:–-] ?| ){t}
  add: (?:new|also|next|then) ?: ?{t}
  add: (?:i |we )?(?:need|want) (?<t>(?:some|more|another|a few|a new|new) .+)
  add: to[ -]?do:? {t}
  add: remind myself (?:to|about|of) {t}
  add: (?:add|create|make|new)(?: an?)? (?<w>\S+(?: priority)?) (?:task|to-?do|reminder|item)(?: to| called| named)?(?: ?: ?| ){t}
  add: (?:put|write|jot|note) down ?:? {t}
  add: (?:(?:add|create) (?:the following|these|this)|remember|note to self|(?:don'?t|do not) (?:let me )?forget)(?: to| about| of| that)?(?: ?: ?| ){t}
  add: (?:put|place|get|throw|stick|pop|chuck) {t} (?:on|in|onto|to) (?:my|the)(?: to-?do| task| shopping)? list
  add: (?:add|ad|aad|create|write down|note down|jot down|append|include|adding)(?: (?:to|on|in) (?:my|the)(?: to-?do| task)? list)?(?: ?: ?| ){t}
  add: (?:i )?(?:mustn't|must not|can't|cannot|shouldn't|better not) forget(?: to| about)? {t}
  add: i (?:really |still |also )?(?:have|need|want|ought|got) to {t}
  add: (?:i(?:'ve| have) got to|i (?:must|should|gotta)(?: really| not forget to| remember to)?|gotta|need to|have to|must) {t}
  add: (?:by|on|until) (?<w>\S+(?: \S+)?) i (?:need|have|must|want)(?: to)? {t}
  add: add|create|new task
  add: (?:i|we)(?:'ve got| have got|'ve| have| got) (?:an? )(?<o>.+)
  search: (?:is there |do i have |have i got |got )?(?:anything|something) (?:about|for|with|from|regarding) {q}
  search: (?:search|look|find|loook)(?: up| me)?(?: for)?(?: (?:anything|something|everything|all|the|my|tasks?))*(?: (?:about|with|containing|on|regarding))? {q}
  search: (?:do i have|is there|have i got|any|are there)(?: any)? (?:anything|something|a task|tasks|to-?dos)? ?(?:about|regarding|with the word|containing|for|concerning) {q}
  search: (?:show|list|display|give|see|find)(?: me)?(?: (?:anything|everything|all|the|my|tasks?|to-?dos|items))* (?:about|regarding|containing|concerning) {q}
  when: what time(?:'s| is| are| was| do i have| does)(?: the| my)? {x}(?: start| due| again)?
  when: when(?:'s| is| are| was| do i have to| do i have| must i| should i| do i need to| do i)(?: the| my)? {x}(?: due)?(?: again)?
  when: (?:is|are|was|were)(?: the| my)? {x} (?:done|paid|finished|completed|booked|sent|bought|due)(?: yet| already)?
  when: (?:did|have) i (?:already )?(?!finish |do |done |managed |finished |completed )\S+ (?<x>\S.+?)(?: yet| already)?
  when: what(?: is|'s) the (?:date|deadline|priority|status) (?:of|for) {x}
  show: (?:show|view|open|see|read|details? (?:of|for|on|about)|what is)(?: me)? {x}
  count: (?:how many|count|number of) {q}
  ask: (?:how's|hows|how is|how does) (?:my |the )?{q}(?: (?:looking|going|shaping up|look))?
  ask: what (?:have|did|'ve) i (?<q>forg[eo]t(?:ten)?)(?: (?:to do|about))?
  ask: (?<q>.+ (?:things|stuff|ones|items|tasks))(?: only| please)+
  ask: (?<q>(?:(?:my|the|all|any) )?\S+ (?:stuff|things|ones|items)(?: .+)?)
  ask: (?:stuff|things|tasks|items|ones) {q}\?
  ask: (?:remind me |tell me |show me )?(?:what|which|whats|wat|waht)(?:'s)? ?{q}
  ask: (?:do i have|have i|is there|are there|am i|did i|anything|any|show|see|view|read|print|give|open|get|check|sort)(?: me)? {q}
  ask: is (?:there )?anything {q}
  ask: (?:am i|i'm) {q}\?
  ask: what(?: now| next)?
  list: (?:show|shwo|list|lst|display)(?: me)?(?: {q})?
  ask: (?<q>(?:everything|anything|all|the|my)? ?.+ (?:things|stuff|ones|items))\??
  ask: (?<q>(?:everything|all|anything) .+)
  bare: {q} (?:tasks|to-?dos)\??
  bare: {q} (?:things|stuff|ones|items) only
  bare: (?:all |my |the |open |pending |completed |done |finished |overdue )*(?:tasks|to-?dos|list|agenda)(?: {q})?
`)

export const topics = readTopics(String.raw`
  hello: (?:hi|hello|hey|hiya|howdy|yo|greetings|moin|good (?:morning|afternoon|evening|day))(?: (?:there|todochat|assistant|bot|again|everyone|you))*
  hello: happy (?:new year|birthday|easter|christmas|holidays).*|merry christmas
  fine: how are you.*|how(?:'s| is) it going|what(?:'s| is) up|you ok(?:ay)?
  thanks: (?:ok(?:ay)?|great|perfect|nice|cool|awesome|super)?,? ?(?:thanks?|thank you|thx|ty|cheers|ta)(?: (?:so much|very much|a lot|you|again|for .*))*
  thanks: (?:ok(?:ay)?|great|perfect|nice|cool|awesome|well done|good job|got it|lovely|super|all done|i'?m done|we'?re done|we are done|that'?s (?:all|it)|no worries|alright|fine|good|wow|lol|haha|ha|👍|🙏|❤️|😀|🎉)(?: (?:great|then|now|fine|good|you|job|one))*
  bye: (?:bye(?: bye)?|goodbye|good night|see (?:you|ya).*|cu|have a (?:nice|good|great) .*|take care)
  yes: (?:yes|yep|yeah|yup|sure|y|ok(?:ay)? do it|do it|confirm(?:ed)?|go ahead|approved?|i (?:confirm|approve|agree)|correct|absolutely|of course|exactly|right)(?:,? (?:it|that|them|please|add it|do it|do that|delete (?:it|them)|that one))*
  no: (?:no|nope|nah|n|cancel|cancel (?:it|that)|never ?mind|forget (?:it|about it)|stop|don'?t|no,? thanks?|no,? thank you|rather not|better not|maybe not|on second thoughts? (?:no|don't)|not yet|not now|never|leave it)
  who: (?:which|what) (?:ai |language )?(?:model|llm|ai|version|gpt)\b.*|are you (?:running|using|powered by) .*
  who: (?:so )?(?:who|what) (?:exactly )?are you.*|what(?:'s| is) your name|who (?:made|built|wrote|created) you|what (?:model|ai|llm).*|do you (?:use|have) (?:ai|a model|gpt)
  human: are you (?:an? )?(?:\w+ )?(?:bot|human|person|ai|robot|machine|real|chatgpt|gpt|llm|language model|assistant|alive).*
  languages: (?:do|can|which|what) .*(?:languages?|german|spanish|french|portuguese|italian|dutch|english)(?: do you (?:speak|understand|know))?
  data: .*(?:where|who).*(?:my )?(?:data|tasks|list)(?: are| is)? (?:stored|kept|saved|see|read).*|is (?:my data|this) (?:safe|private).*|where is my data.*
  learn: (?:do|can|will) you (?:learn|remember|improve).*
  export: (?:how|can|where).* (?:export|import|backup|download|back up).*
  repeats_help: (?:how|can) (?:do|can|could|would|should)?(?: ?(?:i|you|we|one))? .{0,40}(?:repeat|recur)(?:s|ing)?(?: .{0,30})?
  repeats_help: how do (?:repeats|repeating tasks|recurring tasks) work
  can_ring: (?:will|can|do|would|could) you (?:ping|buzz|nudge|remind|alert|notify|beep) me about .*
  can_ring: (?:can|could|do|will|would|did) you (?:really |also )?(?:remind|ring|notify|alert|wake|beep|ping)(?: me)?(?: (?!to |about |of |that |tomorrow|me ).{0,60})?
  can_ring: (?:set|start) (?:an? |the )?(?:alarm|timer)(?: .*)?|wake me up.*|notify me.*|ring me.*
  can_share: (?:can you |could you )?(?:share|send|email|mail|forward) (?:my|the|this) (?:list|tasks).*
  can_share: (?:can|could) (?:i|we) share.*
  can_delete: how (?:does|can|should|do|would) (?:one|you|i|we|people) .{1,80}
  can_delete: how (?:do|can|should) (?:i|we|you) .{1,80}
  can_other: (?:write|draft|do|solve|cook|translate|summari[sz]e) (?!down|(?:\S+ )?(?:note|reminder|task|list)\b)(?:my|the|an?|some|this|that) .+ for me
  can_other: convert \d.*|(?:put|add|save|copy|sync) (?:it|this|that|them) (?:in|into|to|on|with) (?:my |the )?(?:outlook|google|gmail|apple|ical|notion|slack|teams|trello|calendar|phone|whatsapp|excel|jira)\b.*
  can_other: (?:play|put on|stream|queue) (?:some|me|us|that|a song|my playlist|music|the radio)(?: .*)?|(?:turn|switch) (?:on|off|up|down) .*|(?:open|launch|start) (?:spotify|youtube|netflix|google|maps|the browser|whatsapp)\b.*|(?:google|navigate to|look up the|directions to) .*|how (?:tall|old|far|big|many people|much (?:is|does|are)) .*
  can_other: (?:can|could|will|would) you (?:call|phone|send|mail|email|text|message|order|buy|book|sing|play|drive|translate|write|cook) .*
  can_other: (?:tell|sing|play|write|book|cook|order|find|send|buy|get|teach|read) me .*
  can_other: (?:what(?:'s| is) the (?:weather|time|capital|date|news)|what (?:time|day|year) is it|who (?:won|is|was)|why (?:is|are|do|does|did)|translate|play (?:some )?music|sing|what is \d).*
  can_other: (?:change|set|turn|make) (?:the |your )?(?:background|theme|colou?r|font|mode|language).*|dark mode.*|make my list .*|(?:can you )?sort (?:my|the) (?:list|tasks) alphabetically
  help: (?:help|hlep|halp)(?: me)?|\?+|what can (?:you|i) (?:do|say|ask|type|write)(?: here| for me)?|what do you (?:do|know|understand)|how (?:does|do) (?:this|it|you) work|commands?|examples?|instructions?|usage|manual|can you (?:add|delete|move|list|finish) (?:a )?tasks?
  condition: (?:if|unless|in case|provided)(?: that)? (?!you (?:can|could|please|would|don't mind)|possible|need be|.*\b(?:is it|can i|will it|do i|does it|what happens|gone)\b).+
  condition: (?:when|whenever|once|as soon as) (?:i|you|he|she|it|we|they|the|my|our|his|her)\b[^?]+, .+
  sorry: .*(?:by (?:mistake|accident)|accidentally|gone for good|gone forever|get (?:it|that|them|something) back|recover|restore (?:a |my )?(?:deleted )?tasks?).*\??
  sorry: (?:this|that)(?:'s| is|'s not| is not|'s wrong)? ?(?:not )?(?:what i (?:wanted|meant|said)|wrong|incorrect)|you (?:misunderstood|got (?:it|that|me) wrong).*|wrong|what did you say|what\?
  chat: (?:ugh|meh|argh|yay|wow|omg|phew|blah|urgh|sigh|yikes|oof)(?:[,.! ]+[a-z']+){0,2}
  chat: .*\b(?:weather|raining|sunny|snowing|cats and dogs)\b.*
  chat: i(?:'m| am| feel| was| love| like| hate| think| guess| live| have too)(?: .*)?|you(?:'re| are) .*|that was .*|what a .*|hmm+|asdf.*|lol|whatever
`)
