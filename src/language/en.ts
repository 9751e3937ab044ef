/** English. */
import { answers, card, say } from './en-says.ts'
import { dates, type Language, requests, topics } from './language.ts'

export const english: Language = {
  tag: 'en',
  name: 'English',
  telling:
    'the a an my to of and is are was were what which who how do does did have has i you it this that these those not no add buy call finish done show list delete remove move make set mark on at by for with from all any task tasks please can could would will me need about up out off there new rename get put pay tell when where why everything today tomorrow clean book send write read water fix check',
  dates: dates(`
    W0: monday mon munday | W1: tuesday tue tues tuseday | W2: wednesday wed weds wensday wendsday wednsday
    W3: thursday thu thur thurs thrusday | W4: friday fri firday | W5: saturday sat | W6: sunday sun
    w0: mondays | w1: tuesdays | w2: wednesdays | w3: thursdays | w4: fridays | w5: saturdays | w6: sundays
    M1: january jan | M2: february feb febuary | M3: march mar | M4: april apr | M5: may | M6: june jun
    M7: july jul | M8: august aug | M9: september sep sept | M10: october oct | M11: november nov
    M12: december dec decmber
    r0: today toady tday now 2day | r1: tomorrow tmrw tomorow tommorow tommorrow tomorrw 2moro tmr tmw tmro 2morrow tomoz
    r2: day_after_tomorrow the_day_after_tomorrow overmorrow | r-1: yesterday
    q20:00: tonight | q09:00: this_morning | q15:00: this_afternoon this_arvo | q19:00: this_evening
    p09:00: morning in_the_morning first_thing | p12:00: lunchtime at_lunchtime
    p15:00: afternoon in_the_afternoon arvo | p19:00: evening in_the_evening | p20:00: night at_night
    m12:00: noon midday | m00:00: midnight
    n1: a an one | n2: two | n3: three | n4: four | n5: five | n6: six | n7: seven | n8: eight | n9: nine
    n10: ten | n11: eleven | n12: twelve | n14: fourteen | n20: twenty
    o1: first | o2: second | o3: third | o4: fourth | o5: fifth
    ud: day days days_time days_'_time day's_time | uw: week weeks wk wks weeks_time weeks_'_time week's_time | uf: fortnight fortnights fortnight's_time | um: month months mth mths months_time months_'_time month's_time | uy: year years yr yrs years_time years_'_time year's_time | uq: quarters
    h60: hour hours hr hrs hours_time hours_'_time hour's_time | h1: minute minutes min mins minutes_time | e: every each evry eveyr evrey | x: other
    N: next coming nxt | T: this | L: last past_the previous | i: in within
    O: on for due due_on due_at deadline due_for | A: at around about | B: by until till before due_by due_before at_the_latest no_later_than
    F: between from starting beginning since starting_on | Z: to through | E: end | S: start | f: of | t: the
    am: am a.m pm p.m | k: o'clock oclock | H: half | Q: quarter | P: past | K: weekend the_weekend
    Dd: eod | Dw: eow | Dm: eom | l: later hence from_now | g: ago
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: weekdays every_weekday every_workday each_weekday workdays working_days
    RFREQ=WEEKLY;BYDAY=SA,SU: weekends every_weekend at_weekends on_weekends
    bFREQ=DAILY: daily | bFREQ=WEEKLY: weekly | bFREQ=WEEKLY;INTERVAL=2: fortnightly biweekly
    bFREQ=MONTHLY: monthly | bFREQ=MONTHLY;INTERVAL=3: quarterly | bFREQ=YEARLY: yearly annually
    z0: utc gmt | z60: bst cet | z120: cest | z-300: est | z-240: edt | z-360: cst | z-420: mst pdt | z-480: pst
    &: and | V: dinner supper drinks party movie cinema concert theatre theater | v: wake breakfast alarm early
    o6: sixth
    o7: seventh
    o8: eighth
    o9: ninth
    o10: tenth
    o11: eleventh
    o12: twelfth
    o13: thirteenth
    o14: fourteenth
    o15: fifteenth
    o16: sixteenth
    o17: seventeenth
    o18: eighteenth
    o19: nineteenth
    o20: twentieth
    o21: twenty-first twenty_first
    o22: twenty-second twenty_second
    o23: twenty-third twenty_third
    o24: twenty-fourth twenty_fourth
    o25: twenty-fifth twenty_fifth
    o26: twenty-sixth twenty_sixth
    o27: twenty-seventh twenty_seventh
    o28: twenty-eighth twenty_eighth
    o29: twenty-ninth twenty_ninth
    o30: thirtieth
    o31: thirty-first thirty_first
    n13: thirteen
    n15: fifteen
    n16: sixteen
    n17: seventeen
    n18: eighteen
    n19: nineteen
    n25: twenty-five
    n30: thirty
    n45: forty-five
    n40: forty
    n50: fifty
    y12-31: new_year's_eve new_years_eve new_years'_eve nye
    y01-01: new_year's_day new_years_day
    y12-24: christmas_eve xmas_eve
    y12-25: christmas_day xmas_day christmas xmas
    y12-26: boxing_day
    y10-31: halloween
    y02-14: valentine's_day valentines_day valentines
  `),
  half_before: false,
  day_numbers: false,
  list: {
    task: 'task|to-?do|to-?do item|item|thing|reminder|entry',
    tasks: 'tasks|to-?dos|to-?do items|items|things|ones|reminders|entries|stuff',
    articles: 'the|a|an|my|our|that|this|these|those',
    it: 'it|that|this|(?:that|this|the same)(?: (?:one|task|item))?|the (?:task|item|one)|the last (?:one|task) added',
    them: 'all three of (?:them|those|these)|them|those|these|both|they|(?:all|both) of (?:them|those|these)|them (?:both|all)|(?:those|these) (?:ones|tasks|two|three)|both tasks|the two|all three',
    both: 'both|both of (?:them|those|these)|them both|(?:those|these) two|both tasks|the two',
    all_three: 'all three|(?:those|these) three|all three of (?:them|those|these)',
    titled: 'titled|called|named|saying',
    everything: 'everything|all|(?:my|the) (?:whole |entire )?(?:to-?do )?list|all (?:of it|mine)',
    all: 'all(?: of)?|every|any|each|everything',
    except: 'except(?: for)?|but(?: not)?|apart from|other than|without',
    within: 'in|under',
    and: 'and|&|plus|as well as|then',
    to: 'to|through|till|until',
    done: "(?:that (?:is|are) |which (?:is|are) |what(?:'s| is| are) |i(?:'ve| have)? )?(?:already )?(?:completed?|done|finished|ticked(?: off)?|checked off|managed|accomplished|closed)|did i (?:already )?(?:finish|complete|do|manage|get done)|have i (?:already )?(?:finished|completed|done|managed)|i (?:did|finished)",
    open: '(?:that (?:is|are) |which (?:is|are) )?(?:still )?(?:open|pending|unfinished|left(?: to do| over)?|remaining|outstanding|not done|incomplete|uncompleted|to do)',
    overdue:
      'forg[eo]t(?:ten)?|behind (?:on|with)|slipped|(?:that (?:is|are) |which (?:is|are) )?(?:over-?due|late|past due|missed|behind)',
    undated:
      '(?:that (?:have|has) |which (?:have|has) |with |have |has |having )?(?:without|no|any) (?:a |any )?(?:due )?(?:dates?|deadlines?|day)|undated|unscheduled',
    repeating: '(?:that |which )?(?:repeats?|repeating|recurring|recurs?)',
    by_priority: '(?:sorted |ordered )?by (?:priority|importance|urgency)',
    urgent:
      'priorities|pressing|top of the list|(?:the )?most (?:urgent|important)|urgent|important|high[- ]priority|high prio(?:rity)?|top priority|critical|highest priority',
    low: 'low[- ]prio(?:rity)?',
    medium: 'medium[- ]priority|normal priority',
    noise:
      "oldest|newest|earliest|soonest|latest|first|sorted|order|looking|going|forgotten|shaping up|is|are|am|be|s|do|does|did|i|me|my|mine|we|have|has|had|got|to|the|a|an|on|in|for|of|at|there|please|all|any|anything|everything|every|of|whole|entire|still|need|must|should|shall|can|could|will|would|you|show|list|lists|see|tell|give|due|today's|up|coming|upcoming|next|first|thing|now|right|currently|already|that|which|what|what's|whats|been|plate|agenda|schedule|planned|scheduled|happening|going|work on|it|ones|one|with|tagged|tag|tags|labelled|only|just|from|by|and|so|far|with the|get|done today|tasks?|to-?dos?|items?|things?|reminders?|stuff|look|looks|like|free|busy|again|date|max",
    about:
      'about|regarding|tagged(?: with| as)?|with(?: the)? tag|labelled|containing|concerning|around|related to|on the subject of|for the|in',
    since: 'since|from|after',
    last_place: 'last|latest|newest|bottom|final|most recent',
    later: 'on|along|out|later|back|out',
    earlier: 'earlier|sooner|forward|up|ahead',
  },
  priorities: {
    high: 'highest|high|top|hi',
    medium: 'medium|med|normal|middle',
    low: 'lowest|low',
    none: 'none|no',
    urgent: 'urgent(?:ly)?|important(?:ly)?|critical(?:ly)?|crucial',
    priority: 'priority|prio',
    asap: 'asap|a\\.s\\.a\\.p\\.?|as soon as possible',
  },
  verbs:
    'accept answer apply arrange ask assemble attend back bake book borrow bring brush buy call cancel celebrate change charge check choose clean clear collect compare confirm contact chuck cook copy create cut decide declutter defrost deliver descale design discuss do donate download draft drive drop dump dust email empty exercise feed fetch file fill find fix fold follow forward gather get give go grab hang help hoover install invite iron jog join lay learn leave listen look mail make march measure meet mend message mow move order organise organize pack paint park pay phone pick plan plant play post practise practice prepare print publish purchase push put rake read rebook record recycle refill register remember renew rent repair repay replace reply report request research reserve return review ring run save schedule scrub sell send set share shop sign sort start stop store stretch study submit sweep take talk test text thank throw tidy translate try turn update upload vacuum visit vote wake walk wash watch water weigh wipe work wrap write boil sew finish complete chase bleed rewire solder grout caulk unblock unclog dig repot deadhead weed mulch shave ping nudge poke invoice withdraw refund darn soak rinse polish sanitize disinfect sterilise restock refuel unplug reboot restart backup sync upgrade downgrade debug deploy refactor rebase document annotate highlight summarise summarize outline revise proofread cite reference analyse analyze calculate archive shred laminate bind courier dispatch ship unpack dismantle buff lubricate inflate align balance insure license vaccinate muzzle bathe microchip babysit escort accompany chaperone decorate unwrap congratulate apologise apologize console explore skate declare convert negotiate haggle demo rehearse memorise memorize recite sing busk compose edit resize render animate sketch doodle knit crochet embroider quilt spin weave carve whittle sculpt glaze photograph film vlog blog respond unsubscribe block appeal claim enrol enroll swear notarise notarize witness certify stamp tutor coach mentor supervise delegate assign approve reject escalate interview onboard induct rota roster marinate thaw simmer poach blend knead garnish portion pickle decant sip skim clip swap investigate tweak adjust calibrate tighten loosen uninstall unlock extinguish source preorder stash hide locate flog gift lend settle split subscribe resign retire lodge serve fax whatsapp skype zoom facetime dial debate argue persuade convince remind tell enquire inquire query question assess evaluate survey campaign fundraise sponsor',
  verb_last: false,
  before:
    "(?:can|could|would|will) (?:you|u|ya)(?: please| pls| also| just| maybe| kindly)* |(?:i would (?:really )?(?:appreciate|love|be grateful)(?: it)? if you (?:could|would|can)|(?:is|would) it (?:be )?(?:possible|ok(?:ay)?)(?: for you)? to|(?:is there )?any chance (?:you|u) (?:can|could)|do me a favou?r and|i need you to|i would like you to|i want you to|be so kind(?: as)? to|if you (?:could|can|would),?) |i'd (?:really )?(?:appreciate|love|be grateful)(?: it)? if you (?:could|would|can) |(?:ok(?:ay)? so|right(?: then)?,|alright|anyway,|quick one,?|fyi,?|um+|erm),? |(?:one (?:more|last|other) thing|by the way|btw|oh)[,!.:]+ |(?:no|nope|no wait|hang on)[,!.:]+ |(?:hi|hello|hey|ok(?:ay)?|oops|sorry|so|well|and|also|then|now|but|please|pls|kindly|just|actually|great|yes|wait)(?: there| todochat)?[,!.:]? |(?:can|could|would|will) you (?:please |also |just )?|(?:i(?:'d| would) like|i want|i wish)(?: you)? to |would you mind |let's |let us |go ahead and |you (?:can|could|should) ",
  after:
    ',? (?:please|pls|yay|woohoo|hooray|phew|finally|thanks?|thank you|thx|for me|would you|will you|if you (?:can|could|please)|now|too|as well|again)',
  on_list: '(?:to|on|onto|in|off|from) (?:my|the)(?: to-?do| task| shopping)? list',
  glue: "and|please|pls|now|instead|it|it's|is|be|due|at|on|to|by|for|make|that|then|priority|the|of|with",
  correcting:
    "its|it is|on second thoughts|(?:change|make|set) (?:it|that)(?: to)?|i meant to say|no(?:pe)?|sorry|oops|actually|i mean(?:t)?|rather|wait|hmm|make (?:it|that)|(?:change|move|set|put) (?:it|that)(?: to)?|better|but|not \\S+|instead|should be|it's|that's|let's (?:say|make it)|well|ok(?:ay)?|and|for|on second thought",
  retracting:
    '(?:no|wait|sorry|oops|hang on|hmm|argh|ah)(?:,? (?:no|wait|sorry|actually|i mean(?:t)?|make (?:that|it)|rather))*|i mean(?:t)?|or rather|make that|scratch that|actually|on second thoughts?',
  talking:
    "^(?:maybe|perhaps|possibly|(?:can|could|should|shall|may) (?:we|i)|i|you|you're|it|it's|he|she|we|they|what|why|how|who|when|where|is|are|do|does|did|there|this|that|that's|see|my|our|happy|merry|have an?|lovely|nice|great|good|no|not|yes|never|lol|wow|so|tell me|sing|play (?:some )?music|translate|the weather|set an alarm|share|everyone|nobody|enjoy|congrats|more|less)\\b|\\b(?:is|are|was|were|am|will|would|has|had|said|says)\\b|^(?:write|book|find|send|order|get|make|cook|give|show|read|buy) me\\b|\\bmy list\\b",
  asking:
    "(?:show|list|find|search|tell|what|what's|whats|which|when|where|who|why|how|is|are|was|did|does|do|has|have|am|if|whether|remind|can|could|there)\\b",
  past: 'bought=buy paid=pay sent=send wrote=write written=write went=go did=do done=do made=make took=take got=get gave=give read=read met=meet spoke=speak spoken=speak rang=ring told=tell ran=run sold=sell fed=feed brought=bring found=find built=build kept=keep left=leave lent=lend put=put cut=cut swept=sweep threw=throw thrown=throw mown=mow sorted=sort booked=book',
  past_mark:
    "^(?:i(?:'ve| have)?|we(?:'ve| have)?)? ?(?:just |already |finally )*(?:finished |done |completed )?(?:[a-z]+ed|bought|paid|sent|wrote|written|went|did|made|took|got|met|rang|told|ran|sold|fed|brought|found|built|swept|threw|mown|read) |\\b(?:is|are|has been|have been|got|was|were)? ?(?:already )?(?:[a-z]+ed|bought|paid|sent|written|made|taken|sold|fed|mown|swept|thrown)(?: already| now| up| off| today)?$",
  again:
    '(?:also |then )?(?:(?:a |an |one )?(?:(?:(?:task|reminder|to-?do)(?: (?:to|for|called|named))?:?|one (?:to|for|called|named)) |(?:remind me|remember) to |to |i (?:need|have) to ))?',
  must: 'i (?:have|need|got|must|should|ought)|gotta|need to|we (?:have|need|must|should)',
  company: 'with|between|for|from|about|to',
  moved:
    "move moves moved moving push pushes pushed pushing slip slips slipped slide slides slid shift shifts shifted postpone postpones postponed delay delays delayed reschedule rescheduled rebook rebooked bump bumps bumped switch switches switched swap swaps swapped change changes changed bring brings brought pull pulled kick kicks kicked punt punted shove shoved nudge nudged shunt shunted drag dragged defer deferred roll rolls rolled carry carried stick chuck throw flip flipped hop hops jump jumps jumped drop drops dropped go goes went gone going get gets got got_pushed become becomes became take takes took place happen happens happening start starts starting started begin begins began be been being is are was were has have had will would should must needs need now to till until on at for instead actually only back forward earlier later over out up off from by again really just say its it's then rather done due ready finished make made set put come comes coming came round around lands landed falls fell fall sits sat stays stay runs run ran til same time no longer anymore any more isnt",
  moving: '(?:yes,? )?(?:move|change|reschedule|shift)(?: (?:it|that|the task))?',
  anew: '(?:no,? )?(?:(?:add|make|create) )?(?:it as )?(?:an? )?(?:new|another|separate)(?: (?:one|task|entry))?|(?:no,? )?add(?: it)?|both',
  questions:
    "what|what's|whats|whts|wat|wht|which|when|when's|where|where's|who|who's|why|how|how's|hows|whens|wheres|whos|anything|any|do i|did i|have i|am i|is there|are there|is|are|does|should i|can i",
  too: 'too|also|as well',
  requests: requests(String.raw`
    undo: (?:wait|hang on|hmm|oops|whoops|argh|ah|oh)?,? ?(?:no,? )?(?:wait,? )?undo (?:that|it|this)
    undo: (?:undo|undoo|unod|revert|roll ?back)(?: (?:(?:my |the )?(?:last|latest|previous)(?: \S+)?|that|it|this|them|please|again|everything|all of (?:it|that)|(?:the|my|your) (?:last|latest|previous).*|the (?:change|changes|delete|deletion|move|add)))?
    undo: (?:take|put|bring) (?:that|it|this|them) back
    undo: scratch that|restore (?:it|that|them)|cancel the last (?:change|one|thing)
    refrain: (?:do not|don't|dont|never|stop) (?!forget|let me forget|repeat|miss).+
    refrain: i (?!(?:can't|cannot|cant) forget)(?:won't|wont|can't|cant|cannot|didn't|didnt|haven't|havent|don't want|do not want|will not|did not|have not|couldn't|am not going) .+
    refrain: (?!.*\b(?:done|finished|completed)\b).+ (?:isn't|is not|aren't|are not|wasn't|hasn't been|haven't been) [a-z]+(?: yet)?
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
    move: give {x} (?:a |the )?(?:due date|deadline|date|day)(?: of| on| for)? {w}
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
    add: (?:add|ad|create|put|make|write down|note down|jot down|save|record|set up|schedule|i need)(?: (?:a|an|another|the|these|this|following|new|my|some|few|more|two|three))* (?:tasks?|to-?dos?|to-?do items?|items?|things?)(?: (?:to|on) (?:my|the)(?: to-?do| task)? list)?(?: (?:to|for|called|named|titled|saying))?(?: ?: ?| ){t}
    add: (?:new (?:task|to-?do|item)|(?:task|to-?do|reminder)(?= ?[:–-]))(?: to)?(?: ?[:–-] ?| ){t}
    add: to[ -]?do:? {t}
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
    bare: (?:all |my |the |open |pending |completed |done |finished |overdue )*(?:tasks|to-?dos|list|agenda)(?: {q})?
  `),
  topics: topics(String.raw`
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
    chat: .*\b(?:weather|raining|sunny|snowing|cats and dogs)\b.*
    chat: i(?:'m| am| feel| was| love| like| hate| think| guess| live| have too)(?: .*)?|you(?:'re| are) .*|that was .*|what a .*|hmm+|asdf.*|lol|whatever
  `),
  say,
  card,
  answers,
  repeats: {
    day: ['every day', 'every {n} days'],
    week: ['every week', 'every {n} weeks'],
    month: ['every month', 'every {n} months'],
    year: ['every year', 'every {n} years'],
    on: ' on {x}',
    on_day: ' on day {x}',
    last_day: ' on the last day',
    workdays: 'every weekday',
    nth: ['the first {x}', 'the second {x}', 'the third {x}', 'the fourth {x}', 'the last {x}'],
  },
}
