/** English. */
import { requests, topics } from './en-requests.ts'
import { answers, card, say } from './en-says.ts'
import { dates, type Language } from './language.ts'

export const english: Language = {
  tag: 'en',
  name: 'English',
  telling:
    'mon tue wed thu fri sat sun whats the a an my to of and is are was were what which who how do does did have has i you it this that these those not no add buy call finish done show list delete remove move make set mark on at by for with from all any task tasks please can could would will me need about up out off there new rename get put pay tell when where why everything today tomorrow clean book send write read water fix check',
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
    ud: day days days_time days_'_time day's_time | uw: week weeks wk wks wek weke weeek weeks_time weeks_'_time week's_time | uf: fortnight fortnights fortnight's_time | um: month months mth mths months_time months_'_time month's_time | uy: year years yr yrs years_time years_'_time year's_time | uq: quarters
    h60: hour hours hr hrs hours_time hours_'_time hour's_time | h1: minute minutes min mins minutes_time | e: every each evry eveyr evrey evey | x: other
    N: next coming nxt nex nxet | T: this thsi tihs | L: last past_the previous | i: in within
    O: on for fro due due_on due_at deadline due_for | A: at around about | B: by until till before due_by due_before at_the_latest no_later_than
    F: between from starting beginning since starting_on | Z: to through | E: end | S: start | f: of | t: the
    am: am a.m pm p.m | k: o'clock oclock | H: half | Q: quarter | P: past | K: weekend the_weekend
    Dd: eod | Dw: eow | Dm: eom | l: later hence from_now | g: ago
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: weekdays every_weekday every_workday each_weekday workdays working_days
    RFREQ=WEEKLY;BYDAY=SA,SU: weekends every_weekend at_weekends on_weekends
    bFREQ=DAILY: daily nightly | bFREQ=WEEKLY: weekly | bFREQ=WEEKLY;INTERVAL=2: fortnightly biweekly
    bFREQ=MONTHLY: monthly | bFREQ=MONTHLY;INTERVAL=3: quarterly | bFREQ=YEARLY: yearly annually
    z0: utc gmt | z60: bst cet | z120: cest | z-300: est | z-240: edt | z-360: cst | z-420: mst pdt | z-480: pst
    &: and n | V: dinner supper drinks party movie cinema concert theatre theater | v: wake breakfast alarm early
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
    all: 'all(?: of)?|both|every|any|each|everything',
    except: 'except(?: for)?|but(?: not)?|apart from|other than|without',
    within: 'in|under',
    and: 'and|&|plus|as well as|then',
    to: 'to|through|till|until',
    done: "(?:that (?:is|are) |which (?:is|are) |what(?:'s| is| are) |i(?:'ve| have)? )?(?:already )?(?:completed?|done|finished|ticked(?: off)?|checked off|managed|accomplished|closed)|did i (?:already )?(?:finish|complete|do|manage|get done|tick off|check off|cross off)|have i (?:already )?(?:finished|completed|done|managed|ticked off|crossed off)|i (?:did|finished)",
    open: '(?:that (?:is|are) |which (?:is|are) )?(?:still )?(?:open|pending|unfinished|left(?: to do| over)?|remaining|outstanding|not done|incomplete|uncompleted|to do)',
    overdue:
      'forg[eo]t(?:ten)?|behind (?:on|with)|slipped|(?:that (?:is|are) |which (?:is|are) )?(?:over-?due|late|past due|missed|behind)',
    undated:
      '(?:that (?:have|has) |which (?:have|has) |with |have |has |having )?(?:without|no|any) (?:a |any )?(?:due )?(?:dates?|deadlines?|day)|undated|unscheduled',
    repeating: '(?:that |which )?(?:repeats?|repeating|recurring|recurs?)',
    by_priority: '(?:sorted |ordered )?by (?:priority|importance|urgency)',
    urgent:
      '(?:the )?(?:biggest|top|main|number one|highest) priorit(?:y|ies)|priorities|pressing|top of the list|(?:the )?most (?:urgent|important)|urgent|important|high[- ]priority|high prio(?:rity)?|top priority|critical|highest priority',
    low: 'low[- ]prio(?:rity)?',
    medium: 'medium[- ]priority|normal priority',
    noise:
      "else|oldest|newest|earliest|soonest|latest|first|sorted|order|looking|going|forgotten|shaping up|is|are|am|be|s|do|does|did|i|me|my|mine|we|have|has|had|got|to|the|a|an|on|in|for|of|at|there|please|all|any|anything|everything|every|of|whole|entire|still|need|must|should|shall|can|could|will|would|you|show|list|lists|see|tell|give|due|today's|up|coming|upcoming|next|first|thing|now|right|currently|already|that|which|what|what's|whats|been|plate|agenda|schedule|planned|scheduled|happening|going|work on|it|ones|one|with|tagged|tag|tags|labelled|only|just|from|by|and|so|far|with the|get|done today|tasks?|to-?dos?|items?|things?|reminders?|stuff|look|looks|like|free|busy|again|date|max",
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
    "(?:can|could|would|will) (?:you|u|ya)(?: please| pls| also| just| maybe| kindly)* |(?:i would (?:really )?(?:appreciate|love|be grateful)(?: it)? if you (?:could|would|can)|(?:is|would) it (?:be )?(?:possible|ok(?:ay)?)(?: for you)? to|(?:is there )?any chance (?:you|u) (?:can|could)|do me a favou?r and|i need you to|i would like you to|i want you to|be so kind(?: as)? to|if you (?:could|can|would),?) |i'd (?:really )?(?:appreciate|love|be grateful)(?: it)? if you (?:could|would|can) |(?:ok(?:ay)? so|right(?: then)?,|alright|anyway,|quick one,?|fyi,?|um+|erm),? |(?:one (?:more|last|other) thing|by the way|btw|oh)[,!.:]+ |(?:no|nope|no wait|hang on)[,!.:]+ |(?:hi|hello|hey|ok(?:ay)?|oops|sorry|so|well|and|also|then|now|but|please|pls|kindly|just|actually|great|yes|wait)(?: there| todochat)?[,!.:]? |(?:can|could|would|will) you (?:please |also |just )?|(?:i(?:'d| would) like|i want|i wish)(?: you)? to |(?:can|could|shall) we (?=(?:do|move|make|have|push|shift) )|would you mind |let's |let us |go ahead and |you (?:can|could|should) ",
  after:
    ',? (?:please|pls|yay|woohoo|hooray|phew|finally|thanks?|thank you|thx|for me|would you|will you|if you (?:can|could|please)|now|too|as well|again|(?:at )?(?:the )?same time)',
  on_list: '(?:to|on|onto|in|off|from) (?:my|the)(?: to-?do| task| shopping)? list',
  glue: "without fail|and|please|pls|now|instead|it|it's|is|be|due|at|on|to|by|for|make|that|then|priority|the|of|with",
  correcting:
    "ah|oh|uh|its|it is|on second thoughts|(?:change|make|set) (?:it|that)(?: to)?|i meant to say|no(?:pe)?|sorry|oops|actually|i mean(?:t)?|rather|wait|hmm|make (?:it|that)|(?:change|move|set|put) (?:it|that)(?: to)?|better|but|not \\S+|instead|should be|it's|that's|let's (?:say|make it)|well|ok(?:ay)?|and|for|on second thought",
  retracting:
    '(?:no|wait|sorry|oops|hang on|hmm|argh|ah)(?:,? (?:no|wait|sorry|actually|i mean(?:t)?|make (?:that|it)|rather))*|i mean(?:t)?|or rather|make that|scratch that|actually|on second thoughts?',
  talking:
    "^(?:maybe|perhaps|possibly|(?:can|could|should|shall|may) (?:we|i)|i|you|you're|it|it's|he|she|we|they|what|why|how|who|when|where|is|are|do(?! .* instead)|does|did|there|this|that|that's|see|my|our|happy|merry|have an?|lovely|nice|great|good|no|not|yes|never|lol|wow|so|tell me|sing|play (?:some )?music|translate|the weather|set an alarm|share|everyone|nobody|enjoy|congrats|more|less)\\b|\\b(?:is|are|was|were|am|will|would|has|had|said|says)\\b|\\b(?:is|are|was|were|has|had|does|did|would|wo)n't\\b|^(?:write|book|find|send|order|get|make|cook|give|show|read|buy) me\\b|\\bmy list\\b",
  asking:
    "(?:show|list|find|search|tell|what|what's|whats|which|when|where|who|why|how|is|are|was|did|does|do(?! .* instead\\b)|has|have|am|if|whether|remind|can|could|there)\\b",
  past: 'bought=buy paid=pay sent=send wrote=write written=write went=go did=do done=do made=make took=take got=get gave=give read=read met=meet spoke=speak spoken=speak rang=ring told=tell ran=run sold=sell fed=feed brought=bring found=find built=build kept=keep left=leave lent=lend put=put cut=cut swept=sweep threw=throw thrown=throw mown=mow sorted=sort booked=book',
  past_mark:
    "^(?:i(?:'ve| have)?|we(?:'ve| have)?)? ?(?:just |already |finally )*(?:finished |done |completed )?(?:[a-z]+ed|bought|paid|sent|wrote|written|went|did|made|took|got|met|rang|told|ran|sold|fed|brought|found|built|swept|threw|mown|read) |\\b(?:is|are|has been|have been|got|was|were)? ?(?:already )?(?:[a-z]+ed|bought|paid|sent|written|made|taken|sold|fed|mown|swept|thrown)(?: already| now| up| off| today)?$|\\b(?:is|are)(?: all| now)? back(?: now| there)?$|\\bwent (?:out|through|off)$",
  again:
    '(?:also |then )?(?:(?:a |an |one )?(?:(?:(?:task|reminder|to-?do)(?: (?:to|for|called|named))?:?|one (?:to|for|called|named)) |(?:remind me|remember) to |to |i (?:need|have) to ))?',
  must: 'i (?:have|need|got|must|should|ought)|gotta|need to|we (?:have|need|must|should)',
  halves: {
    because: "because|since|as|seeing as|given that|(?:'|be)?cause|cuz|coz|now that",
    so: 'so|and so|therefore|hence|which means|that means|then|and',
    duty: "(?:i|we)(?: really| still| also)? (?:have to|need to|must|should|ought to|gotta|got to|have got to)|(?:i|we)'(?:ve got to|ll have to|d better)",
    happens:
      "(?:is|are|'s|'re) (?:coming|arriving|visiting|moving|leaving|staying|flying|popping|dropping|getting)|comes|arrives|visits|(?:gave|told|asked|sent|wants|needs) (?:me|us|you)",
    noted:
      '(?:write|jot|note|put|get) (?:that|this|it) (?:down|in|on (?:the|my) list)|(?:note|add|log|save|record) (?:that|this|it)(?: (?:down|(?:to|on) (?:my|the) list))?|make a note(?: of (?:that|this|it))?',
    namely: 'namely|to be precise|specifically',
    denied:
      "(?:i|we) (?:haven't|have not|havent|didn't|did not|didnt)(?: actually| even| really)*(?: \\S+)?(?: (?:it|that|them))?(?: yet)?|(?:it's |it is |that's )?not (?:actually |really )?(?:done|finished|paid|there) yet",
  },
  company: 'with|between|for|from|about|to',
  moved:
    "can could also move moves moved moving push pushes pushed pushing slip slips slipped slide slides slid shift shifts shifted postpone postpones postponed delay delays delayed reschedule rescheduled rebook rebooked bump bumps bumped switch switches switched swap swaps swapped change changes changed bring brings brought pull pulled kick kicks kicked punt punted shove shoved nudge nudged shunt shunted drag dragged defer deferred roll rolls rolled carry carried stick chuck throw flip flipped hop hops jump jumps jumped drop drops dropped go goes went gone going get gets got got_pushed become becomes became take takes took place happen happens happening start starts starting started begin begins began be been being is are was were has have had will would should must needs need now to till until on at for instead actually only back forward earlier later over out up off from by again really just say its it's then rather done due ready finished make made set put come comes coming came round around lands landed falls fell fall sits sat stays stay runs run ran til same time day no longer anymore any more isnt",
  moving: '(?:yes,? )?(?:move|change|reschedule|shift)(?: (?:it|that|the task))?',
  anew: '(?:no,? )?(?:(?:add|make|create) )?(?:it as )?(?:an? )?(?:new|another|separate)(?: (?:one|task|entry))?|(?:no,? )?add(?: it)?|both',
  questions:
    "what|what's|whats|whts|wat|wht|which|when|when's|where|where's|who|who's|why|how|how's|hows|whens|wheres|whos|anything|any|do i|did i|have i|am i|is there|are there|is|are|does|should i|can i",
  too: 'too|also|as well',
  requests,
  topics,
  say,
  card,
  answers,
  repeats: {
    day: ['every day', 'every {n} days'],
    week: ['every week', 'every {n} weeks'],
    month: ['every month', 'every {n} months'],
    year: ['every year', 'every {n} years'],
    each: 'every {x}',
    on: ' on {x}',
    on_day: ' on the {x}',
    last_day: ' on the last day',
    workdays: 'every weekday',
    nth: ['the first {x}', 'the second {x}', 'the third {x}', 'the fourth {x}', 'the last {x}'],
  },
}
