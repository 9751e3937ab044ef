/** Dutch. */
import { cardWords } from './card-words.ts'
import { dates, type Language, requests, topics } from './language.ts'
import { dutchSays } from './nl-says.ts'

export const dutch: Language = {
  tag: 'nl',
  name: 'Nederlands',
  telling:
    'de het een die dat dit deze er nog ook alweer even en of is zijn ben ik jij je hij zij wij mijn me mij niet geen niets wat wie hoe waar wanneer welke hoeveel op in aan om te naar van voor met zonder alle alles kun kan moet nog al weer toe taak taken lijst voltooi voltooide verwijder wis verplaats stel uit zet voeg nieuwe hulp dank bedankt hallo ja nee markeer heropen zoek toon laat zien vink af hernoem vergeet herinner klaar gekocht gedaan betaald heb dringend belangrijk prioriteit help kopen bellen week dag elke morgen vandaag overmorgen volgende melk brood eraan wil',
  dates: dates(`
    W0: maandag ma | W1: dinsdag di | W2: woensdag wo | W3: donderdag do | W4: vrijdag vr | W5: zaterdag za
    W6: zondag zo | w0: maandags op_maandagen maandagen | w1: dinsdags dinsdagen | w2: woensdags woensdagen
    w3: donderdags donderdagen | w4: vrijdags vrijdagen | w5: zaterdags zaterdagen | w6: zondags zondagen
    M1: januari jan | M2: februari feb | M3: maart mrt | M4: april apr | M5: mei | M6: juni jun | M7: juli jul
    M8: augustus aug | M9: september sep sept | M10: oktober okt | M11: november nov | M12: december dec
    r0: vandaag nu | r1: morgen mrogen | r2: overmorgen | r-1: gisteren | r-2: eergisteren
    q20:00: vannacht | q09:00: vanochtend vanmorgen | q15:00: vanmiddag | q19:00: vanavond
    s1@09:00: morgenochtend morgenvroeg | s1@15:00: morgenmiddag | s1@19:00: morgenavond
    p09:00: ochtend ochtends in_de_ochtend | p15:00: middag in_de_middag | p19:00: avond in_de_avond
    p20:00: nacht | m00:00: middernacht
    n1: een | n2: twee | n3: drie | n4: vier | n5: vijf | n6: zes | n7: zeven | n8: acht | n9: negen | n10: tien
    n11: elf | n12: twaalf | n14: veertien | o1: eerste | o2: tweede | o3: derde | o4: vierde | o5: vijfde
    ud: dag dagen | uw: week weken | um: maand maanden | uq: kwartaal kwartalen | uy: jaar jaren
    h60: uren | h1: minuut minuten | e: altijd elke elk iedere ieder om_de alle
    N: volgende volgend komende komend aanstaande | T: dit deze | L: vorige vorig afgelopen laatste
    i: over binnen in | O: op voor aan tegen | A: om rond | B: ten_laatste op_zijn_laatst tot uiterlijk voor_het tot_en_met
    F: tussen vanaf sinds van | Z: t/m | E: eind einde | S: begin | f: van | t: de het | k: uur | H: half | Q: kwart
    P: over_uur | K: weekend weekeinde | l: later | g: geleden
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: werkdagen op_werkdagen doordeweeks elke_werkdag iedere_werkdag
    bFREQ=DAILY: dagelijks | bFREQ=WEEKLY: wekelijks | bFREQ=WEEKLY;INTERVAL=2: tweewekelijks om_de_week | bFREQ=DAILY;INTERVAL=2: om_de_dag | bFREQ=MONTHLY;INTERVAL=2: om_de_maand
    bFREQ=MONTHLY: maandelijks | bFREQ=YEARLY: jaarlijks | &: en
    V: avondeten eten feest bioscoop concert theater | v: wekker ontbijt
    o6: zesde
    o7: zevende
    o8: achtste
    o9: negende
    o10: tiende
    o11: elfde
    o12: twaalfde
    o13: dertiende
    o14: veertiende
    o15: vijftiende
    o16: zestiende
    o17: zeventiende
    o18: achttiende
    o19: negentiende
    o20: twintigste
    o21: eenentwintigste
    o22: tweeentwintigste
    o23: drieentwintigste
    o24: vierentwintigste
    o25: vijfentwintigste
    o26: zesentwintigste
    o27: zevenentwintigste
    o28: achtentwintigste
    o29: negenentwintigste
    o30: dertigste
    o31: eenendertigste
    n13: dertien
    n15: vijftien
    n16: zestien
    n17: zeventien
    n18: achttien
    n19: negentien
    n20: twintig
    n30: dertig
    y12-25: kerst kerstmis
    y12-24: kerstavond
    y12-31: oudejaarsavond oud_en_nieuw
    y01-01: nieuwjaarsdag
    y12-05: sinterklaas pakjesavond
  `),
  half_before: true,
  day_numbers: false,
  list: {
    task: 'taak|ding|punt|item',
    tasks: 'taken|dingen|punten|items',
    articles: 'de|het|een|mijn|die|dat|deze|dit',
    it: '(?:het|dat|die|dit|deze|(?:die|deze) taak|hem)',
    them: '(?:ze|die|deze|beide|allebei|hen|de twee|alle (?:drie|twee))',
    both: 'beide|allebei|de twee|alle twee',
    all_three: 'alle drie|de drie',
    titled: 'genaamd|getiteld|titel',
    everything: 'alles|alle|(?:mijn|de) (?:hele )?lijst',
    all: 'alle|alles|elke|iedere|al',
    except: 'behalve|maar niet|uitgezonderd',
    within: 'in|onder',
    and: 'en|ook|dan|&',
    to: 'tot|t/m|tot en met',
    done: '(?:die |wat )?(?:al )?(?:klaar|voltooide?|afgeronde?|gedaan|gedane|afgevinkte?|afgevinkt|afgerond)(?: zijn| is)?|heb ik (?:al )?(?:gedaan|voltooid)',
    open: 'open|openstaande|onvoltooide?|over|te doen|nog te doen',
    overdue: 'vergeten|gemist|vervallen|over datum|achterlopen|te laat|achterstallige?|verlopen|over tijd',
    undated: '(?:die |hebben )?(?:zonder|geen) (?:datum|deadline)(?: hebben)?',
    repeating: '(?:die )?(?:zich )?herhalen(?:de)?|terugkerende?',
    by_priority: '(?:gesorteerd )?op (?:prioriteit|belang)',
    urgent: 'prioritaire?|urgente?|met spoed|dringende?|belangrijke?|(?:met )?hoge prioriteit',
    low: '(?:met )?lage prioriteit',
    medium: '(?:met )?(?:gemiddelde|normale) prioriteit',
    noise:
      'verder|programma|agenda|is|zijn|ben|heb|hebben|heeft|ik|me|mij|mijn|we|de|het|een|in|op|aan|voor|van|te|om|alsjeblieft|alle|alles|nog|moet|kan|toon|lijst|taken|taak|dingen|items?|staat|staan|er|wat|welke|hoeveel|alleen|met|gepland|planning|doen|vervallen|verloopt|zich|weer|binnenkort|iets|nu|al|volgende?|en|die|dat|ergens|mee|wel|zo|nodig',
    about: 'over|met(?: de)?(?: tag| label)?|betreffende|voor',
    since: 'sinds|vanaf|van',
    last_place: 'laatste|onderste|nieuwste',
    later: 'later|naar achteren|op|uit',
    earlier: 'eerder|vroeger|naar voren',
  },
  priorities: {
    high: 'hoge|hoog|hoogste',
    medium: 'gemiddelde|gemiddeld|normale|normaal',
    low: 'lage|laag|laagste',
    none: 'geen|zonder',
    urgent: '(?:(?:heel|erg|zeer|super|echt) )?(?:dringend|urgent|belangrijk|spoed)',
    priority: 'prioriteit|prio',
    asap: 'zo snel mogelijk|zsm|asap',
  },
  verbs:
    'aanvragen afgeven afhalen afmaken afspreken afwassen antwoorden bakken bedanken bekijken bellen bestellen betalen bezoeken bijwerken boeken bouwen brengen controleren declareren doen drinken drukken eten fietsen geven halen helpen herstellen huren inleveren inpakken installeren invullen kiezen koken kopen krijgen laten leren leveren lezen lopen maaien maken mailen meenemen melden meten naaien nakijken nemen oefenen ophalen opmaken opruimen opsturen organiseren overmaken plannen planten poetsen praten printen proberen regelen repareren reserveren schilderen schoonmaken schrijven snoeien sorteren sporten spreken strijken studeren sturen terugbellen terugbrengen trainen uitlaten uitnodigen uitprinten vegen vragen veranderen verkopen verlengen vernieuwen versturen verven verzenden vieren voeren voorbereiden vouwen wandelen wassen wegbrengen weggooien werken wisselen zetten zoeken zuigen water_geven betegelen aanmelden afmelden ontkalken vervangen ontdooien invriezen stofzuigen dweilen harken zaaien wieden voorlezen bijvullen tanken opladen uploaden downloaden scannen kopieren ondertekenen tekenen overschrijven doneren ruilen omruilen terugsturen aanvullen nabellen navragen annuleren afzeggen bevestigen verzamelen wegen',
  verb_last: true,
  before:
    '(?:zou|wil|kun|kan|kunt|wilt|zult) (?:je|jij|u)(?: voor (?:me|mij|ons)| me| mij| even| misschien| alsjeblieft| aub| ook)* |(?:vind je het (?:erg|goed) om|zou het mogelijk zijn om|is het mogelijk om) |(?:trouwens|o ja|oh|ah|zeg)[,:!]+ |(?:hoi|hallo|hey|ok(?:e)?|sorry|dus|en|dan|nu|maar|alsjeblieft|graag|ja|ook)[,!.:]? |(?:kun|kan|zou|kunt|wil|wilt) (?:je|u) (?:alsjeblieft |even )*|ik (?:wil|zou graag) ',
  after:
    ',? (?:op )?(?:het|de)?zelfde (?:tijd(?:stip)?|uur)|,? (?:alsjeblieft|aub|graag|bedankt|dank je|nu|even|ook|weer)',
  on_list: '(?:van|op|aan) (?:de|mijn) lijst',
  glue: 'zeker|en|alsjeblieft|nu|toch|liever|het|is|op|om|naar|voor|met|de|dan|maak|prioriteit|in plaats daarvan',
  correcting:
    'nee|ah|oh|ach|wacht|oeps|ho|sorry|eigenlijk|ik bedoel(?:de)?|liever|wacht|maak (?:er|het)|zet (?:het|hem)(?: op)?|verplaats (?:het|hem)(?: naar)?|niet \\S+|en|toch|doe (?:het |dat )?(?:toch )?maar',
  retracting:
    '(?:nee|wacht|sorry|oeps|ho)(?:,? (?:nee|wacht|toch|liever|sorry|ik bedoel(?:de)?))*|ik bedoel(?:de)?|of liever|toch liever',
  talking:
    '^(?:ik|jij|je|hij|zij|het|wij|jullie|dit|dat|wat|wie|hoe|waar|wanneer|waarom|is|zijn|bent|ben|kun|mijn baas|mooi|leuk|fijn|goed|lekker|vertel|zing|deel|gelukkig|prettig|nooit|nee|ja)\\b|\\b(?:is|zijn|(?<!de |^)was|waren|wordt|heeft|had|zegt|zei)\\b|\\bmijn lijst\\b',
  asking: '(?:toon|laat|zoek|vind|wat|hoe|welke|wanneer|waar|wie|waarom|is|zijn|heb ik|hoeveel|zijn er|staat)(?![a-z])',
  past: 'kocht=kopen gekocht=kopen betaald=betalen gebeld=bellen gelezen=lezen geschreven=schrijven gebracht=brengen gehaald=halen gedaan=doen gegeven=geven gemaaid=maaien geboekt=boeken',
  past_mark:
    '^(?:ik )?heb |(?:^| )(?:[a-z]*ge[a-z]{2,}(?:t|d|en)|betaald|besteld|verstuurd|verzonden|bezocht|hersteld)(?: heb| is)?$|\\b(?:is|zijn) (?:weer |al )?(?:terug|buiten)$',
  again: '(?:een )?(?:taak|herinnering)(?: voor)? |(?:herinner me eraan(?: om)? |ik moet )',
  must: 'moet ik|ik moet|moeten we|we moeten',
  halves: {
    because: 'omdat|want|aangezien|doordat',
    so: 'dus|daarom|dan|vandaar dat|en',
    duty: '(?:(?:moet|moeten) (?:ik|we|wij)|(?:ik|we|wij) (?:moet|moeten))(?: (?:dus|nog|ook|eerst|dan|echt|even|wel))*',
    happens: "komt|komen(?= (?:mijn|onze|de|er|mn|m'n) )|krijgt|krijg ik|krijgen we|hebben we|vertrekt|viert|trouwt",
    noted:
      '(?:schrijf|noteer|zet|onthou) (?:dat|het|dit)(?: (?:even|maar|ook|dan|graag))*(?: (?:op|erop|erbij|in|op (?:de|mijn) lijst))?',
    namely: 'en wel|namelijk',
    denied:
      '(?:dat |die )?(?:heb ik|ik heb)(?: (?:het|dat|hem|ze))?(?: toch)?(?: nog)? niet(?: \\S+)?|(?:toch )?nog niet(?: \\S+)?',
  },
  company: 'met|tussen|voor|van|over|aan',
  moved:
    'kan ook mag hoeft pas schuift schoof geschoven verschuift verschoof verschoven gaat ging gegaan wordt werd geworden verplaatst verzet verzette uitgesteld vervroegd verhuist verhuisde komt kwam is zijn was heeft moet mag begint start naar op om tot voor over aan nu toch pas liever beter eigenlijk alleen in de het door verandert veranderd wijzigt gewijzigd springt schuif gooi zet doe valt vindt plaats worden dan later eerder komen kwamen draait loopt staat gepland',
  moving: '(?:ja,? )?(?:verplaats(?:en)?|verzet(?:ten)?)(?: (?:het|hem|die))?',
  anew: '(?:nee,? )?(?:een )?(?:nieuwe?|andere)(?: taak)?|toevoegen|voeg (?:het )?toe',
  questions: 'wat|welke|wanneer|waar|wie|waarom|hoe|hoeveel|heb ik|moet ik|zijn er|is er|staat er|is|zijn',
  too: 'ook|eveneens',
  requests: requests(String.raw`
    undo: (?:zet|maak|doe) (?:het|dat|hem|die) (?:weer )?(?:terug )?zoals het was
    undo: (?:maak ongedaan|ongedaan maken|maak (?:dat|het|dit) ongedaan|herstel|terugdraaien|draai (?:dat|het) terug|undo)
    refrain: (?!vergeet|wat |wie |waarom )(?:.+ )?(?:niet|niets|niks)(?: (?:verwijderen|voltooien|wijzigen))?
    refrain: (?:verwijder|voltooi|wijzig|verplaats) (?:niets|niks|geen .+|niet .+)
    refrain: ik (?:wil|kan|heb|zal) (?:.+ )?(?:niet|geen)(?: .+)?
    ahead: (?:herinner (?:me|mij)(?: eraan| er)?|(?:waarschuw|verwittig) (?:me|mij)|(?:geef|stuur) (?:me|mij) een (?:seintje|herinnering|berichtje)|laat (?:me|mij) weten) (?<n>.{2,30}?) (?:op voorhand|van tevoren|vooraf|ervoor|eerder)
    ahead: (?:herinner (?:me|mij)|(?:waarschuw|verwittig) (?:me|mij)|(?:geef|stuur) (?:me|mij) een (?:seintje|herinnering|berichtje)|laat (?:me|mij) weten) (?<n>.{2,30}?) (?:voor|(?:op voorhand|van tevoren|vooraf|ervoor) aan) {x}
    ahead: (?:herinner (?:me|mij)|(?:waarschuw|verwittig) (?:me|mij)) (?:aan|voor) {o} (?:op voorhand|van tevoren|vooraf|ervoor)
    snooze: (?:verplaats|verschuif|verzet) (?:de |mijn )?herinnering (?:van|aan|voor) {x} (?:naar|tot|op) {w}
    snooze: stel (?:de |mijn )?herinnering (?:van|aan|voor) {x} uit (?:tot|naar) {w}
    snooze: snooze {x} (?:tot|naar|om) {w}
    snooze: snooze {x}(?: voor)? (?<n>.+)
    snooze: snooze {x}
    snooze: herinner (?:me|mij)(?: er)? (?:opnieuw|nog een keer|nog eens|weer)(?: aan {x})? (?<w>(?:over|om|morgen|op|vanavond|straks)\b.*)
    snooze: herinner (?:me|mij) er (?:opnieuw |nog een keer |nog eens |weer )?(?<w>(?:over|om|morgen|op|vanavond|straks)\b.*) aan
    snooze: herinner (?:me|mij)(?: er)? (?<w>(?:over|om|morgen|op|vanavond)\b.*?) (?:opnieuw|nog een keer|nog eens|weer)(?: aan(?: {x})?)?
    untag: (?:verwijder|haal) (?:de )?(?:tag|label) {g} (?:van|bij) {x}(?: weg| af)?
    untag: (?:verwijder|haal) (?<g>#[^\s\d]\S*) (?:van|bij) {x}(?: weg| af)?
    tag: (?:tag|label) {x} (?:met|als) {g}
    tag: (?:voeg) (?:de )?(?:tag|label) {g} (?:toe )?aan {x}(?: toe)?
    tag: (?:voeg|zet) (?<g>#\S+) (?:toe )?(?:aan|bij) {x}(?: toe)?
    note: voeg (?:een )?notitie (?:toe )?aan {x}(?: toe)? ?: ?{t}
    note: notitie bij {x} ?: ?{t}
    rename: (?:hernoem|wijzig de (?:titel|naam) van) {x} (?:naar|in|tot) {t}
    rename: (?:verander|wijzig) {x} in {t}
    rename: maak van {x} (?:maar|liever|toch|nu|een) {t}
    clear_date: (?:verwijder|wis|haal) (?:de )?(?:datum|deadline) (?:van|bij) {x}(?: weg)?
    clear_date: (?:zonder|geen) (?:datum|deadline)
    clear_time: (?:verwijder|wis|zonder|haal) (?:de )?tijd(?: weg| eraf)?
    clear_time: (?:verwijder|wis) (?:de )?tijd (?:van|bij) {x}
    clear_priority: (?:verwijder|wis) (?:de )?prioriteit (?:van|bij) {x}
    clear_repeat: (?:verwijder|wis) (?:de )?herhaling (?:van|bij) {x}
    clear_repeat: herhaal {x} niet meer
    clear_tags: (?:verwijder|wis) (?:alle )?(?:de )?(?:tags|labels) (?:van|bij) {x}
    clear_note: (?:verwijder|wis) (?:de )?notitie (?:van|bij) {x}
    raise: verhoog (?:de )?prioriteit van {x}
    lower: verlaag (?:de )?prioriteit van {x}
    move: (?:zet|wijzig|verander) (?:de )?(?:prioriteit|datum|deadline|tijd) van {x} (?:op|naar|in) {w}
    move: geef {x} (?<w>\S+ prioriteit)
    move: stel {x} uit (?:tot|naar) {w}
    move: (?:verplaats|verschuif|zet|verzet|schuif|plan) {x} (?:naar|op|tot|om|in) (?:de |het )?{w}
    move: {x} (?:naar|op) (?:de |het )?{w} (?:verplaatsen|verzetten|zetten|verschuiven)
    move: {x} (?:is|wordt|zijn) (?:verplaatst|verzet|verschoven|uitgesteld) (?:naar|tot) {w}
    move: {x} (?:begint|start)(?: nu| pas)* {w}
    move: laat {x} (?:maar )?(?:tot|voor) {w}
    move: {x} ?(?:->|→) ?{w}
    move: (?<x>(?:alles|alle|beide)(?: .+?)?) (?:naar|op|tot) (?:de |het )?{w}
    move: {x} (?:kan|kunnen|mag|mogen)(?: nog| wel| ook| best)* wachten tot (?:de |het )?{w}
    move: {x} (?:is )?(?:graag |pas |liever |toch |nu )+{w}
    move: (?:schuif|gooi|zet|duw|trek|haal|breng|plan|verzet|verplaats|verleg|doe) {x} (?:door )?(?:naar|tot|op) (?:de |het )?{w}
    raise: {x} (?:heeft|hebben)(?: nu| echt| erg| wel| best)* haast
    shift: {o} later
    state: (?<x>(?:taak |nummer )?#?\d{1,6}) (?<w>(?:om|op|tot|naar) .+)
    shift: (?:verschuif|verplaats|schuif|verzet) {o}
    shift: stel {o} uit
    shift: stel {x} uit
    earlier: (?:haal|trek) {o} naar voren
    earlier: {o} (?:eerder|vroeger)
    make: (?:maak|markeer|zet(?! .+ er .*(?:op|bij)$)|herhaal|wijzig) {o}
    state: {x} (?:is|zijn|moet|wordt|worden)(?: nu| voor| echt| best| inmiddels)* {w}
    state: {x} ?: ?{w}
    toggle: wissel {x}
    reopen: (?:heropen|heropenen) {x}
    reopen: {x} is (?:nog )?niet (?:klaar|gedaan|voltooid)
    reopen: (?:markeer|zet) {x} (?:als|op) (?:open|niet klaar)
    reopen: {x} heropenen
    complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
    complete: {x} ?(?:✓|✔️?|✅|☑️?)
    complete: (?:markeer|zet) {x} (?:als|op) (?:klaar|gedaan|voltooid|afgerond)
    complete: vink {x} af
    complete: (?:voltooi|beeindig|sluit|rond|streep) {x}(?: af)?
    complete: (?:ik ben )?klaar met {x}
    complete: ik heb {x} (?:gedaan|voltooid|afgerond)
    complete: {x} (?:is|zijn) (?:al |nu |ook |eindelijk )*(?:klaar|gedaan|voltooid|afgerond|af|geregeld)
    complete: {x},? ?[-–:]? ?(?:klaar|gedaan|voltooid|afgerond|afvinken|voltooien)
    complete: (?:klaar|gedaan):? {x}
    complete: klaar|gedaan
    delete: (?:verwijder|wis|schrap|delete) {x}(?: (?:uit|van) (?:de|mijn) lijst)?
    delete: {x} (?:verwijderen|wissen|schrappen)
    delete: {x} (?:mag|mogen|kan|kunnen) (?:eraf|weg|van de lijst(?: af)?|verwijderd worden)
    delete: {x} (?:hoeft|hoeven) niet meer
    delete: weg met {x}
    delete: vergeet (?<x>(?:de|het|taak) .+|#?\d+)
    delete: haal {x} (?:weg|van (?:de|mijn) lijst(?: af)?)
    delete: gooi {x} weg
    delete: verwijder|wis
    remind: herinner me (?<w>.{1,60}?) eraan (?:om |dat )?{t}
    remind: herinner (?:me|mij)(?: er)? (?<w>.{1,60}?) aan(?: om| dat)? {t}
    remind: herinner (?:me|mij)(?: eraan| er aan)?,? (?:om |dat |aan )?{t}
    add: {t} (?:op|aan|in) (?:de|mijn) lijst(?:je)? (?:kunnen |willen )?(?:zetten|schrijven)
    add: (?:me |mij |even |nog )*{t} (?:(?:op|aan|in) (?:de|mijn) lijst )?(?:kunnen |willen )?(?:opschrijven|noteren|toevoegen|neerzetten|bijschrijven)
    add: (?:zet|schrijf|noteer|plaats)(?: even| nog)? (?:op|in|aan) (?:de|mijn) (?:todo-?|boodschappen)?lijst(?:je)? ?:? {t}
    add: (?:vergeet|onthoud|noteer|schrijf op)(?: niet)?,? dat ik {t} (?:moet|wil|zal)
    add: (?:voeg) {t} (?:toe(?: aan (?:de|mijn) lijst)?|aan (?:de|mijn) lijst toe)
    add: voeg toe ?:? {t}
    add: (?:nieuw|ook nog) ?: ?{t}
    add: (?:(?:nieuwe taak|maak (?:een )?taak(?: aan)?(?: voor)?) ?:?|taak ?:) ?{t}
    add: (?:schrijf|noteer) {t} op
    add: (?:zet|schrijf|plaats)(?: eens| even| nog| ook| maar)* {t} (?:op|in|bij) (?:de|het|mijn) (?:todo-?|boodschappen)?lijst(?:je)?
    add: (?:noteer|schrijf op|toevoegen|voeg toe)(?: ?: ?| ){t}
    add: {t} toevoegen(?: aan (?:de|mijn) lijst)?
    add: (?:niet vergeten|onthoud|onthouden|denk eraan|denk aan|vergeet niet|noteer even|schrijf even op) ?[:,] ?{t}
    add: zet {t} er (?<w>.{2,30}?) (?:op|bij)
    add: zet {t} er(?: even| ook| nog| graag)* (?:op|bij)
    add: {t} op (?:de|mijn) (?:todo-?|boodschappen)?lijst(?: zetten)?
    add: ik mag (?:echt |zeker )?niet vergeten(?: om)? {t}
    add: (?:vergeet niet)(?: om)? {t}
    add: ik (?:moet|zou moeten|mag niet vergeten(?: om)?)(?: nog| ook)* {t}
    add: moet(?: nog| ook)* {t}
    add: voeg toe|nieuwe taak|toevoegen
    add: (?:ik heb|we hebben) (?<o>.*\been? .+)
    search: (?:zoek|vind)(?: naar)?(?: (?:iets|alles|taken))?(?: (?:over|met))? {q}
    search: (?:heb ik|is er|zijn er) (?:iets|taken) (?:over|met) {q}
    when: (?:hoe laat|om hoe laat) (?:is|begint|moet ik|heb ik)(?: de| het| mijn)? {x}
    when: wanneer (?:is|was|moet ik|zijn)(?: de| het| mijn| die| dat)? {x}(?: ook alweer| ook weer| alweer)?
    when: is (?:de |het )?{x} (?:al )?(?:klaar|gedaan|betaald)
    show: (?:toon|open|laat)(?: me)? {x}(?: zien)?
    count: hoeveel {q}
    ask: (?:wat|welke)(?: {q})?
    ask: wat (?:er|is er|heb ik) {q}
    ask: wat staat er (?<q>.+?)(?: op (?:het|mijn) (?:programma|lijst))?
    ask: (?<q>(?:alles|alle) .+)
    ask: (?:heb ik|ben ik|is er|zijn er|staat er) {q}
    ask: iets {q}
    list: laat (?:me |mij )?zien(?: {q})?
    list: (?:toon|laat|lijst|bekijk|geef)(?: me)?(?: {q})?(?: zien)?
    bare: (?:alle |mijn |de |open )*(?:taken|lijst)(?: {q})?
  `),
  topics: topics(String.raw`
    hello: (?:hallo|hoi|hey|goedemorgen|goedemiddag|goedenavond|goeiemorgen|dag)(?: .{0,12})?
    hello: (?:gelukkig nieuwjaar|prettig weekend|fijne dag|fijn weekend).*
    fine: hoe (?:gaat het|is het|gaat ie).*|alles goed
    thanks: (?:ok|oke|super|top|mooi|goed)?,? ?(?:bedankt|dank je|dank u|dankjewel|dank je wel|thanks)(?: .{0,20})?
    thanks: ok|oke|super|top|mooi|prima|perfect|goed gedaan|goed zo|haha
    bye: (?:doei|tot (?:ziens|morgen|later|straks)|dag hoor|welterusten)
    yes: (?:ja|jazeker|graag|natuurlijk|klopt|doe maar|prima|bevestig|ja graag|ja hoor)(?:,? .{0,12})?
    no: (?:nee|nee,? bedankt|nee,? dank je|laat maar|vergeet het|stop|annuleer|nog niet|niet nu|liever niet|beter van niet|toch niet)
    who: (?:wie|wat) ben (?:je|jij).*|hoe heet je|wie heeft je .*|welk model.*
    human: ben je .*
    languages: (?:welke talen|spreek je).*
    data: waar (?:staan|zijn) .*gegevens.*
    learn: leer je.*
    export: (?:hoe|kan|waar) .*(?:exporteren|importeren).*
    repeats_help: hoe (?:kan|laat|maak) ik .{0,40}(?:herhal|terugker)\S*.*
    repeats_help: hoe werken herhalingen
    can_ring: (?:kun|kan|ga|zul) je (?:me )?(?:.{0,30})(?:herinneren|waarschuwen|wekken|bellen als).*
    can_ring: (?:zet) (?:een |de )?(?:wekker|alarm|timer).*|maak me wakker.*|waarschuw me.*
    can_share: (?:deel|stuur) (?:mijn|de) lijst.*|kun je (?:mijn|de) lijst .*(?:delen|sturen).*
    can_delete: hoe (?:kan|verwijder|voeg|wijzig|verplaats) ik .*
    can_other: (?:kun|kan|kunt|zou) (?:je|u) (?:me|mij) (?:bellen|mailen|appen|een bericht sturen).*
    can_other: (?:kun|kan|kunt|zou) (?:je|u) .*\b(?:sturen|versturen|verzenden|mailen|bellen|schrijven|koken|zingen|vertalen|bestellen)
    can_other: (?:vertel|zing|speel|schrijf|boek|koop)(?: me| mij)? (?:een|muziek).*
    can_other: (?:wat is het weer|hoe laat is het|welke dag|wie |waarom |wat is de hoofdstad).*|vertaal .*
    help: (?:hulp|help|help me|wat (?:kun|kan) je(?: doen)?.*|wat kan ik (?:doen|zeggen)|hoe werkt (?:dit|het)|commando.s|voorbeelden)
    condition: (?:als|wanneer|zodra|indien|mocht|tenzij) (?!je (?:kunt|wilt)|mogelijk|het kan|nodig)[^,?]+, .+
    sorry: (?:dat|dit) is (?:fout|niet .*)|fout|je begrijpt me verkeerd
    chat: .*\b(?:weer vandaag|mooi weer|regent|zonnig|sneeuwt)\b.*
    chat: ik (?:ben|voel|hou|haat|denk|vind)(?: .*)?|je bent .*|wat een .*|hmm+
  `),
  card: cardWords(`
    added: Toegevoegd | changed: Gewijzigd | completed: Voltooid | reopened: Heropend | deleted: Verwijderd
    undone: Ongedaan gemaakt | redone: Opnieuw gedaan | switched: Voltooid of heropend | counted: {x}: {n} taken
    found_none: Geen taken gevonden | found_one: 1 taak gevonden | found_many: {n} taken gevonden | failed: Mislukt: {x}
    waits: Wacht op je bevestiging. | tool_add: Taak toevoegen | tool_list: Taken tonen | tool_change: Taak wijzigen
    tool_complete: Taak voltooien | tool_toggle: Voltooien of heropenen | tool_delete: Taak verwijderen
    tool_undo: Laatste wijziging ongedaan maken | tool_unknown: Onbekend gereedschap | tasks: Taken
    empty: Hier staat niets. Voeg hieronder iets toe. | gone: niet meer aanwezig | edit: Bewerken | delete: Verwijderen
    undo: Ongedaan maken | back: Terug | save: Opslaan | edit_task: Taak bewerken | gone_task: Deze taak is er niet meer.
    due: Datum | no_due: Geen datum | quick: Nieuwe taak, zoals “vrijdag mama bellen” | add: Toevoegen | none: geen | low: laag
    medium: gemiddeld | high: hoog | rings: gaat af {x} | priority: prioriteit {x} | ask_one: Deze taak {x}?
    ask_many: Deze {n} taken {x}? | do_add: toevoegen | do_list: tonen | do_change: wijzigen | do_complete: voltooien
    do_toggle: voltooien of heropenen | do_delete: verwijderen | ask_undo_one: De laatste wijziging van deze taak ongedaan maken?
    ask_undo_many: De laatste wijziging van deze {n} taken ongedaan maken? | confirm: Bevestigen | cancel: Annuleren
    approved: Bevestigd | declined: Geannuleerd | expired: Verlopen | part_title: titel | part_description: beschrijving
    part_status: stand | part_priority: prioriteit | part_due: datum | part_rings: gaat af | part_repeats: herhaling
    part_tags: labels | part_none: niets | comes_back: komt terug | is_removed: wordt verwijderd | done: klaar | open: nog te doen
    taken_back: Eerst ongedaan gemaakt: {x}.
    impossible: De assistent vroeg iets wat niet kan. Er is niets door gewijzigd.
    nothing_to_undo: Er is niets ongedaan te maken. | task_limit: Er zijn te veel open taken.
    falls: {x} {y}, dus {z} antwoordt. | builtin: de ingebouwde assistent | nothing_changed: Er is niets gewijzigd.
    no_tools: {x} gebruikt geen hulpmiddelen en kan je lijst niet zien of wijzigen.
    model_auth: weigerde zijn sleutel | model_busy: is bezet | model_no_credit: heeft geen tegoed meer | model_not_found: bestaat niet
    model_request_refused: nam het verzoek niet aan | model_context_exceeded: kan zo’n lang gesprek niet lezen
    model_timeout: antwoordde niet op tijd | model_bad_response: gaf geen leesbaar antwoord | model_truncated: brak af
    model_unavailable: is niet bereikbaar | usage_limit_reached: heeft zijn daglimiet bereikt
  `),
  ...dutchSays,
  repeats: {
    day: ['elke dag', 'elke {n} dagen'],
    week: ['elke week', 'elke {n} weken'],
    month: ['elke maand', 'elke {n} maanden'],
    year: ['elk jaar', 'elke {n} jaar'],
    on: ' op {x}',
    on_day: ' op dag {x}',
    last_day: ' op de laatste dag',
    workdays: 'elke werkdag',
    nth: ['eerste {x}', 'tweede {x}', 'derde {x}', 'vierde {x}', 'laatste {x}'],
  },
}
