/** German. */
import { cardWords } from './card-words.ts'
import { dates, type Language, requests, topics } from './language.ts'

export const german: Language = {
  tag: 'de',
  name: 'Deutsch',
  telling:
    'der die das den dem des ein eine einen einem mein meine meinen meiner und oder ist sind war ich du er sie es wir ihr mich dir nicht kein keine nichts was wie wer wo wann welche welcher auf im am um zu zum zur bis von vom fur mit ohne alle alles bitte kannst konntest muss musst soll noch schon wieder hinzu ab aufgabe aufgaben liste erledigt erledige erledigen losche loschen zeig zeige verschiebe verschieb verschieben setze setz fuge neue neuer hilfe danke hallo guten ja nein nochmal hak markiere offne suche streich streiche stell vergiss erinnere notiere fertig gekauft gemacht angerufen gezahlt bezahlt habe hab dringend wichtig prioritat einkaufen stattdessen doch heute morgen abend',
  dates: dates(`
    W0: montag mo | W1: dienstag di | W2: mittwoch mi | W3: donnerstag do | W4: freitag fr frietag
    W5: samstag sa sonnabend | W6: sonntag so
    w0: montags | w1: dienstags | w2: mittwochs | w3: donnerstags | w4: freitags | w5: samstags | w6: sonntags
    M1: januar jan janner | M2: februar feb | M3: marz | M4: april apr | M5: mai | M6: juni jun | M7: juli jul
    M8: august aug | M9: september sep sept | M10: oktober okt | M11: november nov | M12: dezember dez
    r0: heute jetzt | r1: morgen morgne | r2: ubermorgen | r-1: gestern | r-2: vorgestern
    q20:00: heute_nacht | q09:00: heute_morgen heute_fruh heute_vormittag | q15:00: heute_nachmittag
    q19:00: heute_abend
    p09:00: fruh morgens vormittag vormittags am_morgen am_vormittag in_der_fruh | p12:00: mittag mittags am_mittag
    p15:00: nachmittag nachmittags am_nachmittag | p19:00: abend abends am_abend | p20:00: nacht nachts
    m00:00: mitternacht
    n1: ein eine einer einem einen eins | n2: zwei | n3: drei | n4: vier | n5: funf | n6: sechs | n7: sieben
    n8: acht | n9: neun | n10: zehn | n11: elf | n12: zwolf | n14: vierzehn
    o1: erste ersten erster erstes | o2: zweite zweiten zweiter zweites | o3: dritte dritten dritter drittes
    o4: vierte vierten vierter viertes | o5: funfte funften funfter funftes
    ud: tag tage tagen tages | uw: woche wochen | um: monat monate monaten monats | uq: quartal quartale
    uy: jahr jahre jahren jahres | h60: stunde stunden std | h1: minute minuten min
    e: immer jeden jede jedes jeder jedem alle
    N: nachste nachsten nachster nachstes nachstem kommende kommenden kommender kommendes
    T: diese diesen dieser dieses diesem
    L: letzte letzten letzter letztes letztem vergangene vergangenen vorige vorigen | i: in binnen innerhalb
    O: am im an fur fallig fallig_am zum | A: um gegen ab_um
    B: bis bis_zum bis_zu vor spatestens spatestens_am fallig_bis | F: ab seit von vom ab_dem | Z: bis_auf
    E: ende | S: anfang beginn | f: von | t: der die das den dem des | k: uhr | H: halb halbe halben | Q: viertel | P: nach
    K: wochenende | Dm: monatsende | Dw: wochenende_der_woche | Dy: jahresende | l: spater | g: her
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: werktags wochentags jeden_werktag jeden_arbeitstag
    RFREQ=DAILY: jeden_morgen_und_abend
    bFREQ=DAILY: taglich | bFREQ=WEEKLY: wochentlich | bFREQ=WEEKLY;INTERVAL=2: zweiwochentlich vierzehntagig
    bFREQ=MONTHLY: monatlich | bFREQ=YEARLY: jahrlich | &: und | V: abendessen party kino konzert theater
    v: wecker fruhstuck aufstehen
  `),
  half_before: true,
  day_numbers: false,
  list: {
    task: 'aufgabe|punkt|eintrag|todo|sache|ding',
    tasks: 'aufgaben|punkte|eintrage|todos|sachen|dinge',
    articles: 'der|die|das|den|dem|ein|eine|einen|mein|meine|meinen|meiner|diese|dieser|diesen|dieses',
    it: 'es|das|die|den|ihn|dies|diese|dieses|diesen|(?:die|diese) (?:aufgabe|sache)|das letzte',
    them: 'sie|diese|die beiden|beide|beides|alle (?:drei|beide)|die (?:zwei|drei)',
    both: 'die beiden|beide|beides|alle beide|die zwei',
    all_three: 'alle drei|die drei',
    titled: 'titel|genannt|namens',
    everything: 'alles|alle|(?:meine|die) (?:ganze |gesamte )?liste',
    all: 'alle|alles|jede|samtliche|allen',
    except: 'auss?er|bis auf|ohne|nur nicht',
    within: 'in|unter|aus',
    and: 'und|sowie|&|dann|ausserdem',
    to: 'bis',
    done: '(?:die |was )?(?:ich )?(?:schon )?(?:erledigt|erledigte|erledigten|fertig|fertige|fertigen|abgeschlossen|abgeschlossene|abgeschlossenen|gemacht|geschafft|abgehakt|abgehakte|abgehakten)(?: habe| hab| sind| ist)?|hab(?:e)? ich (?:schon )?(?:erledigt|geschafft|gemacht)',
    open: 'offen|offene|offenen|unerledigt|unerledigte|unerledigten|ubrig|noch zu tun|zu tun|ausstehend|tun',
    overdue:
      'verpasst|verschlafen|versaumt|liegen ?geblieben|im (?:ruckstand|verzug)|uberfallig|uberfallige|uberfalligen|verspatet|zu spat',
    undated: '(?:die |haben |hat )?(?:ohne|kein|keinen) (?:datum|termin|frist)(?: haben| hat)?',
    repeating:
      '(?:die sich )?(?:wiederholen|wiederholend|wiederkehrend|wiederkehrende|wiederkehrenden|wiederholt)(?: sich)?',
    by_priority: '(?:sortiert )?nach (?:prioritat|wichtigkeit)',
    urgent:
      '(?:am )?(?:wichtigsten?|dringendsten?)|dringend|dringende|dringenden|wichtig|wichtige|wichtigen|(?:mit )?hohe[rn]? prioritat',
    low: '(?:mit )?niedrige[rn]? prioritat',
    medium: '(?:mit )?mittlere[rn]? prioritat',
    noise:
      'ist|sind|bin|war|hab|habe|haben|ich|mir|mich|mein|meine|meinen|meiner|meinem|wir|der|die|das|den|dem|des|ein|eine|in|im|am|an|auf|fur|von|vom|zu|zum|zur|bitte|alle|alles|noch|muss|soll|kann|zeig|zeige|liste|listen|fallig|steht|stehen|gibt|es|denn|jetzt|gerade|schon|so|an|was|welche|welcher|welches|nur|mit|bei|los|geplant|machen|anstehend|ansteht|aufgaben?|punkte?|eintrage?|todos?|sachen|dinge|insgesamt|hat|sich|wieder|bald|nachstes|etwas|irgendetwas|uberhaupt|vor|auch|offen|furs|beim|heut|mal|erledigen',
    about: 'fur|furs|bei|beim|uber|zu|mit(?: dem)?(?: tag| schlagwort)?|wegen|betreffend|namens|markiert mit',
    since: 'seit|ab|von',
    last_place: 'letzte|letzten|letzter|letztes|unterste|neueste|neuesten',
    later: 'spater|nach hinten|zuruck|hinaus|raus',
    earlier: 'fruher|eher|nach vorne?|vor|vorher',
  },
  priorities: {
    high: 'hoch|hohe|hoher|hohen|hohes|hochste|hochster|oberste',
    medium: 'mittel|mittlere|mittlerer|normal|normale|normaler',
    low: 'niedrig|niedrige|niedriger|niedrigen|geringe|gering|niedrigste',
    none: 'keine|kein|ohne',
    urgent: '(?:(?:sehr|super|total|echt|wirklich|extrem|ganz) )?(?:dringend|eilig|wichtig)',
    priority: 'prioritat|prio',
    asap: 'so bald wie moglich|so schnell wie moglich|asap|sofort',
  },
  verbs:
    'abgeben abholen abschicken absagen anrufen ansehen antworten aufraumen aussuchen ausfullen backen bauen bestellen besorgen besuchen bezahlen giesen abschliesen bringen buchen bugeln checken drucken einkaufen einladen einreichen entsorgen erledigen essen finden fragen futtern geben gehen giessen holen installieren jatzen kaufen kochen kontaktieren kundigen laufen lernen lesen liefern machen mahen melden mitbringen mitnehmen nahen nehmen ordnen organisieren packen pflanzen planen prufen putzen rausbringen reinigen renovieren reparieren reservieren saubern saugen schauen schicken schneiden schreiben senden sortieren spulen staubsaugen streichen suchen tanken teilen treffen trainieren trinken uben uberweisen umtauschen unterschreiben verkaufen verlangern verschicken vorbereiten wandern waschen wechseln werfen wischen zahlen zuruckgeben zuruckrufen zusagen lassen stellen verabreden vereinbaren abschliessen lackieren',
  verb_last: true,
  before:
    '(?:halt|warte(?: mal)?|stopp|nein|oh|ach)[,!.:–-]* |(?:hi|hallo|hey|ok(?:ay)?|ups|sorry|so|also|und|dann|jetzt|aber|bitte|mal|ja|super)(?: bitte| mal)?[,!.:]? |(?:kannst|konntest|konnten sie|kannst) du (?:mir )?(?:bitte |mal )*|ich (?:mochte|will|wurde gern(?:e)?) ',
  after: ',? (?:bitte|bite|danke|mal|noch|jetzt|fur mich|auch|wieder)',
  on_list: '(?:von|auf|zu|in) (?:der|meiner|die|meine) liste',
  glue: 'und|bitte|so|gleich|jetzt|stattdessen|doch|es|ist|am|auf|um|zu|fur|mit|der|die|das|dann|erst|auf den|lieber|mach|prioritat',
  correcting:
    'nein|ne|nee|quatsch|ach|ah|warte|halt|sorry|entschuldigung|ups|doch|eigentlich|ich meine|ich meinte|lieber|besser|moment|mach(?: es| das)?|nicht \\S+|sondern|und|auf|erst|verschieb (?:es|das)(?: auf)?',
  retracting:
    '(?:nein|ne|nee|quatsch|ah|halt|warte|stopp?|ups|ach|sorry|entschuldigung)(?:,? (?:nein|doch|lieber|warte|moment|ich meine|ich meinte))*|ich mein(?:e|te)|beziehungsweise|doch lieber|lieber doch|doch',
  talking:
    '^(?:ich|du|er|sie|es|wir|ihr|das|dies|was|wie|wer|wo|wann|warum|wieso|weshalb|ist|sind|hast|bist|kannst|mein|meine|schon|schones|tolles|erzahl|erzahle|sing|spiel|teile|stell|schick mir|schreib mir|hat|der|nie|nein|ja|gut|super|toll)\\b|\\b(?:ist|sind|war|waren|wird|wurde|hat|hatte|sagt|sagte)\\b|\\bmeine liste\\b',
  asking:
    '(?:zeig|zeige|such|suche|finde|was|wie|welche|welcher|welches|wann|wo|wer|warum|wieso|ist|sind|war|hab ich|habe ich|hast|kannst|gibt|steht|ob)\\b',
  past: 'gemacht=machen getan=machen uberwiesen=uberweisen kocht=kochen brachte=bringen bracht=bringen bezahlt=zahlen gangen=gehen geschrieben=schreiben schrieben=schreiben lesen=lesen gossen=giessen holt=holen worfen=werfen troffen=treffen',
  past_mark:
    '^(?:ich )?hab(?:e)? |(?:^| )(?:[a-z]*ge[a-z]{2,}(?:t|en)|bezahlt|erledigt|verschickt|besucht|bestellt|repariert|reserviert|verlangert|uberwiesen)(?: habe| hab| ist)?$|^(?:schon )',
  again: '(?:eine )?(?:aufgabe|erinnerung)(?: fur)? |(?:erinnere mich(?: daran)?,? |ich muss )',
  company: 'mit|zwischen|fur|von|uber|zu',
  too: 'auch|ebenfalls|noch dazu',
  requests: requests(String.raw`
    undo: (?:ups,? ?)?(?:ruckgangig(?: machen)?|mach(?:e)? (?:das|es|die letzte anderung) ruckgangig|nimm (?:das|es) zuruck|zurucknehmen|das zuruck|undo|widerrufe?(?: das)?)
    refrain: (?!vergiss|was |wer |warum |zeig|.*nicht (?:vergessen|mehr))(?:.+ )?nichts?(?: \S+en)?
    refrain: (?:losche|entferne|andere|verschiebe|erledige) (?:bitte )?(?:nichts|nicht .+|.+ nicht)
    refrain: ich (?:will|mochte|kann|habe|hab|werde) (?:.+ )?(?:nicht|nichts|kein|keine|keinen)(?: .+)?
    snooze: (?:verschiebe?|verlege?|schiebe?) (?:die |meine )?erinnerung (?:an|fur|von|zu) {x} (?:auf|bis|um) (?:den |die )?{w}
    snooze: snooze?n? {x} (?:bis|auf|um) {w}
    snooze: snooze?n? {x}(?: fur)? (?<n>.+)
    snooze: snooze {x}
    snooze: erinnere? mich (?:nochmal|noch einmal|noch mal|erneut|wieder)(?: an {x})? {w}
    snooze: erinnere? mich (?<w>(?:in|um|am|morgen|spater|heute)\b.*) daran
    snooze: erinnere? mich (?<w>(?:in|um|am|morgen|spater|heute|nachste).*?) (?:nochmal|noch einmal|noch mal|erneut|wieder)(?: daran| an {x})?
    untag: (?:entferne|losche|nimm) (?:das |den )?(?:tag|schlagwort) {g} (?:von|aus|bei) {x}
    untag: (?:entferne|losche) (?<g>#[^\s\d]\S*) (?:von|aus|bei) {x}
    tag: (?:markiere|tagge|versieh) {x} mit (?<g>#[^\s,]+(?:(?:,? und |, | )#[^\s,]+){0,9})
    tag: (?:fuge|gib|setze) (?:das |den )?(?:tag|schlagwort) {g} (?:zu|bei|an) {x}(?: hinzu)?
    tag: tagge {x} (?:mit|als) {g}
    tag: gib {x} (?:das |den )?(?:tag|schlagwort) {g}
    note: (?:notiz|notiere) (?:zu|bei|fur) {x} ?: ?{t}
    note: fuge (?:eine )?notiz zu {x} hinzu ?: ?{t}
    rename: (?:benenne?|nenne?) {x} um (?:in|zu) {t}
    rename: (?:benenne?|nenne?) {x} (?:in|zu) {t} um
    rename: (?:nenne|andere|ersetze) {x} (?:in|zu|durch) {t}
    rename: mach(?:e)? aus {x} (?:bitte|lieber|doch|jetzt|eine?n?) {t}
    rename: {x} in {t} umbenennen
    rename: (?:andere|setze) (?:den )?titel von {x} (?:in|auf|zu) {t}
    clear_date: (?:entferne|losche) (?:das |die )?(?:datum|frist|termin|falligkeit) (?:von|bei) {x}
    clear_date: (?:ohne|kein) (?:datum|termin|frist)
    clear_date: kein(?:e|en)? (?:datum|termin|frist) (?:fur|bei|an) {x}
    clear_time: (?:entferne|losche) (?:die )?(?:uhrzeit|zeit) (?:von|bei) {x}
    clear_priority: (?:entferne|losche) (?:die )?prioritat (?:von|bei) {x}
    clear_repeat: (?:entferne|losche|beende) (?:die )?wiederholung (?:von|bei) {x}
    clear_repeat: {x} nicht mehr wiederholen
    clear_repeat: wiederhole {x} nicht mehr
    clear_tags: (?:entferne|losche) (?:alle )?(?:die )?tags (?:von|bei) {x}
    clear_note: (?:entferne|losche) (?:die )?notiz (?:von|bei) {x}
    raise: (?:erhohe) (?:die )?prioritat (?:von|bei) {x}
    lower: (?:senke|verringere) (?:die )?prioritat (?:von|bei) {x}
    move: (?:setze?|andere|stelle?) (?:die |das |den )?(?:prioritat|datum|termin|frist|falligkeit|uhrzeit) (?:von|bei|fur) {x} auf {w}
    move: (?:verschiebe?n?|verlege?|verleg|setze?|setz|leg|lege|schieb|schiebe|vertage?|stell|stelle) {x} (?:auf|nach|zu|zum|bis|um|fur|in|ins|vor auf) (?:den |die |das )?{w}
    move: (?:verschiebe?|verlege?|schiebe?) {x} {w}
    move: {x} (?:auf|zu|zum|bis) (?:den |die |das )?{w} (?:verschieben|schieben|vertagen|verlegen|setzen|legen)
    move: {x} (?:wurde|wird|ist) (?:auf |in )?(?:den |die |das )?{w} (?:verschoben|verlegt|vertagt|vorgezogen)
    move: {x} (?:findet|beginnt|fangt|startet|geht)(?: jetzt| erst| doch| nun)* {w}(?: statt| an| los)?
    move: (?:lass|lasse) {x} (?:mal )?(?:bis|fur) {w}
    move: {x} ?(?:->|→) ?{w}
    move: (?<x>(?:alles|alle|beide)(?: .+?)?) (?:auf|bis|zu|zum) (?:den |die |das )?{w}
    move: {x} (?:kann|konnen|darf|durfen|hat|haben)(?: noch| ruhig| auch)*(?: zeit)? bis (?:zum )?{w}(?: warten)?
    move: {x} (?:am|auf|um)? ?{w} stattdessen
    shift: (?:verschiebe?|schieb(?:e|s)?|vertage?|verlege?|ruck(?:e|s)?) {o}
    shift: {o} verschieben
    earlier: (?:ziehe?) {o} vor
    earlier: {o} (?:fruher|eher)
    make: (?:mach(?:e)?|markiere|setze?|wiederhole) {o}
    state: {x} (?:ist|sind|muss|soll|wird|hat)(?: jetzt| fallig| doch| echt| wirklich| nun| mittlerweile| inzwischen| langsam)* {w}
    state: (?<x>(?:aufgabe |nummer )?#?\d{1,6}) (?<w>(?:am|um|auf|bis|erst) .+)
    move: {x} (?:bitte )?(?:(?:ist |kommt |findet )?(?:erst|doch|lieber|besser|nun) )+{w}
    shift: {o} spater
    state: {x} ?: ?{w}
    toggle: schalte {x} um
    reopen: (?:offne|offnen) {x}(?: wieder| erneut)?
    reopen: {x} (?:wieder offnen|ist (?:noch |doch )?nicht (?:erledigt|fertig)|ist (?:noch|wieder) offen)
    reopen: (?:markiere|setze) {x} (?:als|auf) (?:offen|unerledigt|nicht erledigt)
    reopen: mach {x} wieder auf
    complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
    complete: {x} ?(?:✓|✔️?|✅|☑️?)
    complete: (?:markiere|setze?) {x} als (?:erledigt|fertig|abgeschlossen|gemacht)
    complete: (?:markiere|setze?) als (?:erledigt|fertig|abgeschlossen|gemacht):? {x}
    complete: (?:hake?|streiche?) {x} ab
    complete: (?:erledige|beende|schliess?e|erledigt:?|fertig:?|fertig mit|abgehakt:?) {x}(?: ab)?
    complete: (?:ich )?(?:habe|hab) {x} (?:erledigt|fertig|abgeschlossen)
    complete: ich bin (?:mit {x} fertig|fertig mit (?:.+))
    complete: {x} (?:ist|sind|ware|waren) (?:schon |jetzt |endlich |auch |nun )*(?:erledigt|fertig|abgeschlossen|gemacht|durch|raus|geschafft|abgehakt)
    complete: {x} (?:hat|haben) sich erledigt
    complete: {x} hab(?:e)? ich (?:schon |jetzt |endlich |auch |gerade )*(?:erledigt|fertig|gemacht|geschafft)
    complete: {x},? ?[-–:]? ?(?:erledigt|fertig|abgehakt|abhaken|erledigen)
    complete: erledigt|fertig
    delete: (?:losche?|entferne?|streiche?|streich) {x}(?: (?:aus|von) (?:der|meiner) liste)?
    delete: {x} (?:loschen|entfernen|streichen)
    delete: {x} (?:kann|konnen|darf|durfen|soll) (?:weg|raus|runter|(?:geloscht|gestrichen) werden)
    delete: {x} (?:brauche? ich|brauchen wir) (?:doch )?nicht mehr
    delete: (?:weg|raus) mit {x}
    delete: vergiss (?<x>(?:die|den|das|aufgabe) .+|#?\d+)
    delete: (?:nimm|wirf|schmeiss) {x} (?:wieder )?(?:von der liste|weg|raus|runter)
    delete: loschen?|losch
    remind: erinnere? mich (?<w>.{1,60}?)(?: daran)?,? (?:an|dass) {t}
    remind: erinnere? mich(?: bitte)? (?<w>.{1,60}?) (?:daran|dran),? (?:dass ich )?{t}
    remind: erinnere? mich(?: bitte)?(?: daran| dran)?,? (?:an |dass (?:ich )?)?{t}
    add: (?:fuge|fug|nimm) (?:bitte )?{t} (?:(?:zu|auf) (?:der|meiner|die|meine) liste )?(?:hinzu|dazu|auf)
    add: (?:schreibe?|notiere?|nimm) {t} (?:auf|mit)
    add: (?:trage?|schreibe?) (?:bitte )?ein ?:? {t}
    add: trage? (?:mir |bitte |noch |auch |mal )*{t} ein
    add: (?:neue[rs]? )(?:aufgabe|todo|punkt|eintrag) ?:? {t}
    add: (?:aufgabe|todo|merke?|notiz)(?: dir)? ?: ?{t}
    add: (?:setze?|schreibe?|pack|packe|tu|nimm) (?:bitte |mal |noch |auch )*{t} (?:auf|in) (?:die|meine|der|meiner) (?:todo-?|einkaufs)?liste
    add: {t} (?:auf|in|zu) (?:die|meine|der|meiner) (?:todo-?|einkaufs)?liste(?: setzen| schreiben| hinzufugen)?
    add: (?:notiere?|merke? dir|schreibe? auf|erstelle?|lege an|hinzufugen:?) (?:(?:eine |die )?(?:neue )?aufgabe:? )?{t}
    add: {t} hinzufugen|hinzufugen|neue aufgabe
    add: (?:bitte )?(?:nicht (?:vergessen|vergisst)|denke? (?:bitte )?(?:dran|daran)|schreibe? (?:mir |dir )?(?:bitte |noch )*auf|to-?do) ?[:,] ?(?:dass ich )?{t}
    add: {t} nicht vergessen
    add: (?:setze?|schreibe?|pack|packe|tu|nimm) (?:bitte |mal |noch |auch )*{t} (?:mit )?(?:drauf|dazu)
    add: (?:notieren|aufschreiben|eintragen|merken|hinzufugen),? (?:dass ich )?{t}(?: muss| soll| sollte)?
    add: (?:ich )?(?:brauche?|benotige) (?:noch |unbedingt |dringend )*{t}
    add: ich darf (?:auf keinen fall|keinesfalls|(?:bloss |ja )?nicht) vergessen,? {t}
    add: (?:vergiss|vergesse) (?:bitte )?nicht,? {t}
    add: (?:ich|wir) (?:muss|mussen|sollten?|soll|darf nicht vergessen,?)(?: noch| unbedingt| auch)* {t}
    add: (?:muss|sollte)(?: noch| unbedingt)* {t}
    search: (?:suche?|finde?)(?: mir)?(?: nach)?(?: (?:etwas|alles|aufgaben?))?(?: (?:uber|zu|mit))? {q}
    search: (?:gibt es|hab(?:e)? ich) (?:etwas|was|aufgaben?|noch was) (?:uber|zu|mit|wegen) {q}
    when: wann (?:ist|war|muss ich|soll ich|hab ich|habe ich|sind)(?: noch ?mal| noch gleich| eigentlich| denn| gleich)*(?: der| die| das| mein| meine)? {x}(?: fallig)?
    when: (?:ist|sind) {x} (?:schon )?(?:erledigt|fertig|bezahlt|gemacht)
    when: hab(?:e)? ich (?:schon )?(?<x>\S.+?) (?!erledigt|geschafft|gemacht)\S+t
    show: (?:zeige?|offne)(?: mir)? {x}
    count: wie ?viele {q}
    ask: (?:was|welche[rs]?)(?: {q})?
    ask: gibt'?s (?:noch |da )*(?:was |etwas |irgendwas )?{q}
    ask: (?:hab(?:e)? ich|bin ich|gibt es|ist|sind|steht|liegt) {q}
    ask: (?:noch )?(?:was|etwas) {q}
    ask: (?<q>(?:alle|alles|die|meine) .+)
    list: (?:zeige?|liste|anzeigen|gib)(?: mir)?(?: {q})?
    bare: {q} (?:aufgaben|todos)\??
    bare: (?:alle |meine |die |offene |erledigte |uberfallige )*(?:aufgaben|todos|liste)(?: {q})?
  `),
  topics: topics(String.raw`
    hello: (?:hallo|hi|hey|moin|servus|gruss gott|guten (?:morgen|tag|abend))(?: .{0,12})?
    hello: (?:frohes neues|frohe weihnachten|schones wochenende|schonen (?:tag|abend|feierabend)).*
    fine: wie geht(?:'s|s| es)(?: dir)?.*|alles (?:klar|gut)
    thanks: (?:ok(?:ay)?|super|toll|prima|gut|perfekt|schon)?,? ?(?:danke|vielen dank|dankeschon|merci)(?: .{0,20})?
    thanks: ok(?:ay)?|super|toll|prima|perfekt|gut gemacht|alles klar|passt|genau|schon|lol|haha
    bye: (?:tschuss|ciao|bis (?:bald|spater|dann|morgen)|auf wiedersehen|gute nacht)
    yes: (?:ja|jo|klar|gern|gerne|jawohl|richtig|stimmt|mach das|ja bitte|bestatige|bestatigt)(?:,? .{0,12})?
    no: (?:nein|ne|nee|no|nein danke|besser nicht|lieber nicht|lass (?:es|das)|vergiss es|abbrechen|stopp?|noch nicht|nicht jetzt|egal|doch nicht)
    who: (?:wer|was) bist du.*|wie heiss?t du|wer hat dich .*|welches modell.*
    human: bist du .*
    languages: (?:welche sprachen|sprichst du|kannst du (?:deutsch|englisch|spanisch)).*
    data: wo (?:sind|liegen|werden).* (?:daten|aufgaben).*|wer (?:sieht|liest) .*
    learn: lernst du.*
    export: (?:wie|kann|wo) .*(?:exportieren|importieren|sichern).*
    repeats_help: wie (?:gehen|funktionieren) wiederholungen
    can_ring: (?:kannst|wirst|willst) du (?:mich )?(?:.{0,30})(?:erinnern|wecken|klingeln|benachrichtigen).*
    can_ring: (?:stell|stelle) (?:einen |den )?(?:wecker|timer|alarm).*|weck mich.*|klingelst du.*
    can_share: (?:teile?|sende?|schicke?) (?:bitte )?(?:meine|die) (?:liste|aufgaben).*|kannst du (?:meine|die) liste .*(?:teilen|schicken|senden).*
    can_delete: wie (?:kann|losche|fuge|andere|verschiebe|mache) ich .*
    can_other: (?:erzahle?|sing|spiele?|schreib|buche?|koche?|bestelle?) (?:mir|uns) .*
    can_other: wie (?:ist|wird) das wetter.*|wie (?:spat|viel uhr) ist es|(?:wer|warum|wieso|weshalb) .*|welcher tag ist .*|ubersetze .*
    can_other: (?:kannst|konntest|konnen|konnten) (?:du|sie) .*(?:anrufen|schreiben|(?:ver|ab)?(?:schicken|senden)|mailen|kochen|spielen|singen|kaufen|bestellen|ubersetzen)
    help: hilfe|hilf mir|help|was kannst du.*|was kann ich (?:tun|sagen|machen)|wie funktioniert (?:das|es)|befehle|beispiele|anleitung
    condition: (?:wenn|falls|sobald|sofern|ausser wenn|es sei denn) (?!moglich|du (?:kannst|magst|willst)|es geht|notig)[^?]+,? .+
    sorry: (?:das ist|das war) (?:falsch|nicht richtig|nicht was ich .*)|falsch|so nicht|du hast mich falsch verstanden
    chat: .*\b(?:wetter|regnet|sonnig|schneit)\b.*
    chat: ich (?:bin|fuhle|war|liebe|mag|hasse|glaube|denke)(?: .*)?|du bist .*|was fur ein .*|hmm+
  `),
  say: {
    added: '✅ Hinzugefügt: {x}.',
    added_many: '✅ {n} Aufgaben hinzugefügt: {x}.',
    done: '✅ Erledigt: {x}.',
    done_many: '✅ Erledigt: {x}.',
    reopened: '📝 Wieder offen: {x}.',
    reopened_many: '📝 Wieder offen: {x}.',
    switched: '📝 Umgeschaltet: {x}.',
    changed: '📝 Geändert: {x}.',
    changed_many: '📝 {n} Aufgaben geändert: {x}.',
    deleted: '🗑️ Gelöscht: {x}.',
    deleted_many: '🗑️ {n} Aufgaben gelöscht: {x}.',
    undone: '📝 Rückgängig gemacht: {x}.',
    confirm:
      '⚠️ Für {x} brauche ich deine Bestätigung. Noch ist nichts geschehen: bitte auf der Karte bestätigen oder abbrechen.',
    failed: '⚠️ Das ging nicht: {x}.',
    failed_list: '⚠️ Ich konnte deine Liste gerade nicht lesen und habe nichts geändert.',
    list: '📋 {n} {kind}: {x}.',
    list_none: '📋 Nichts: {kind}.',
    more: 'und {n} weitere',
    open_word: 'offen',
    done_word: 'erledigt',
    overdue_word: 'überfällig',
    undated_word: 'ohne Datum',
    repeating_word: 'wiederkehrend',
    due_word: 'fällig {x}',
    between: 'von {x} bis {y}',
    which: 'Welche meinst du? Sag mir die Nummer oder den Titel.',
    which_of: 'Welche meinst du? {x}',
    did_you_mean: 'Meinst du {x}?',
    not_found: 'Ich fand keine Aufgabe, die zu {x} passt, und habe nichts geändert.',
    no_such: '📋 Solche Aufgaben gibt es nicht, es war nichts zu ändern.',
    no_id: '⚠️ Es gibt keine Aufgabe {x}.',
    too_many:
      '⚠️ Das sind mehr Aufgaben, als ich auf einmal fassen kann; ich habe nichts geändert. Bitte nenne einen Tag, ein Schlagwort oder eine Priorität.',
    no_list: 'Welche meinst du? Aus dem Gezeigten kann ich es nicht erkennen. Sag mir die Nummer.',
    offer: 'Soll ich {x} auf deine Liste setzen?',
    not_a_date: 'Ich kann {x} nicht als Datum lesen. Welchen Tag meinst du?',
    what_to_add: 'Was soll ich hinzufügen? Zum Beispiel „Milch kaufen morgen 17 Uhr“.',
    what_then: 'Was soll damit geschehen: erledigen, ändern oder löschen?',
    left_out:
      '⚠️ Das ist mehr, als ich in einer Antwort tun kann. Den Rest habe ich ausgelassen; bitte noch einmal sagen.',
    title_long: '⚠️ Ein Titel darf höchstens {n} Zeichen haben, darum fehlt {x}.',
    title_empty: '⚠️ Eine Aufgabe braucht einen Titel; ich habe nichts geändert.',
    title_one: '⚠️ Einen neuen Titel kann ich nur einer Aufgabe geben; ich habe nichts geändert.',
    nothing_said: 'Da waren keine Wörter. Sag „Hilfe“ für Beispiele.',
    too_long: 'Die Nachricht ist zu lang, um sie sicher zu lesen; ich habe nichts getan. Bitte in kleineren Stücken.',
    rings: 'Es klingelt {x} auf deinen offenen Seiten; mehr Wege stehen in den Einstellungen.',
    no_hour: '{x} hat noch keine Uhrzeit, darum habe ich nichts geändert. Wann soll es sein?',
    no_moment: 'Noch klingelt nichts: sag mir einen Tag oder eine Uhrzeit.',
    moment_past: 'Das ist schon vorbei: sag mir einen späteren Zeitpunkt.',
    yes_card: 'Worte im Chat bestätigen nichts: bitte auf der Karte bestätigen oder abbrechen.',
    no_undo: 'Gut. Um das Letzte zurückzunehmen, sag „rückgängig“.',
    priority_none: 'keine Priorität',
    priority_low: 'niedrige Priorität',
    priority_medium: 'mittlere Priorität',
    priority_high: 'hohe Priorität',
    today: 'heute',
    tomorrow: 'morgen',
    yesterday: 'gestern',
    at: '{x} um {y}',
    due: 'fällig {x}',
    no_due: 'kein Datum',
    no_repeat: 'ohne Wiederholung',
    no_tags: 'keine Tags',
    no_note: 'keine Notiz',
    note: 'Notiz: {x}',
    title: 'neuer Titel',
  },
  card: cardWords(`
    added: Hinzugefügt | changed: Geändert | completed: Erledigt | reopened: Wieder offen | deleted: Gelöscht
    undone: Rückgängig gemacht | redone: Wiederholt | switched: Erledigt oder wieder offen | counted: {x}: {n} Aufgaben
    found_none: Keine Aufgaben gefunden | found_one: 1 Aufgabe gefunden | found_many: {n} Aufgaben gefunden
    failed: Nicht gelungen: {x} | waits: Wartet auf deine Bestätigung.
    tool_add: Aufgabe hinzufügen | tool_list: Aufgaben auflisten | tool_change: Aufgabe ändern | tool_complete: Aufgabe erledigen
    tool_toggle: Erledigen oder wieder öffnen | tool_delete: Aufgabe löschen | tool_undo: Letzte Änderung zurücknehmen
    tool_unknown: Unbekanntes Werkzeug | tasks: Aufgaben | empty: Hier ist nichts. Füge unten etwas hinzu.
    gone: nicht mehr da | edit: Bearbeiten | delete: Löschen | undo: Rückgängig | back: Zurück | save: Speichern
    edit_task: Aufgabe bearbeiten | gone_task: Diese Aufgabe gibt es nicht mehr. | due: Fällig | no_due: Kein Datum
    quick: Neue Aufgabe, etwa „Freitag Mama anrufen“ | add: Hinzufügen | none: keine | low: niedrig | medium: mittel | high: hoch
    rings: klingelt {x} | priority: Priorität {x} | ask_one: Diese Aufgabe {x}? | ask_many: Diese {n} Aufgaben {x}?
    do_add: hinzufügen | do_list: auflisten | do_change: ändern | do_complete: erledigen | do_toggle: erledigen oder öffnen
    do_delete: löschen | ask_undo_one: Die letzte Änderung dieser Aufgabe zurücknehmen?
    ask_undo_many: Die letzte Änderung dieser {n} Aufgaben zurücknehmen? | confirm: Bestätigen | cancel: Abbrechen
    approved: Bestätigt | declined: Abgebrochen | expired: Abgelaufen | part_title: Titel | part_description: Beschreibung
    part_status: Stand | part_priority: Priorität | part_due: fällig | part_rings: klingelt | part_repeats: Wiederholung
    part_tags: Schlagwörter | part_none: nichts | comes_back: kommt zurück | is_removed: wird entfernt | done: erledigt | open: offen
    taken_back: Zuerst zurückgenommen: {x}.
    impossible: Der Assistent wollte etwas, das nicht möglich ist. Dadurch wurde nichts geändert.
    nothing_to_undo: Es gibt nichts zurückzunehmen. | task_limit: Es gibt zu viele offene Aufgaben.
    falls: {x} {y}, darum antwortet {z}. | builtin: der eingebaute Assistent | nothing_changed: Es wurde nichts geändert.
    no_tools: {x} kennt keine Werkzeuge und kann deine Liste weder sehen noch ändern.
    model_auth: hat seinen Schlüssel abgelehnt | model_busy: ist ausgelastet | model_no_credit: hat kein Guthaben mehr
    model_not_found: gibt es nicht | model_request_refused: hat die Anfrage nicht angenommen
    model_context_exceeded: kann ein so langes Gespräch nicht lesen | model_timeout: hat nicht rechtzeitig geantwortet
    model_bad_response: gab keine lesbare Antwort | model_truncated: ist abgebrochen
    model_unavailable: ist nicht erreichbar | usage_limit_reached: hat sein Tageslimit erreicht
  `),
  answers: {
    hello: 'Hallo! Ich führe deine Aufgabenliste. Sag, was zu tun ist, oder „Hilfe“.',
    fine: 'Ich bin ein Programm und habe keine Gefühle, aber ich bin bereit. Was ist zu tun?',
    thanks: 'Gern geschehen.',
    bye: 'Bis bald! Deine Liste bleibt hier.',
    yes: 'Ich weiß nicht, wozu du ja sagst. Bitte sag es ganz, etwa „erledige 3“.',
    no: 'Gut, ich habe nichts getan.',
    who: 'Ich bin der eingebaute Assistent: ein Satz von Regeln, kein Sprachmodell. Ich führe deine Aufgabenliste.',
    human: 'Nein: ich bin der eingebaute Assistent, ein Programm aus Regeln, kein Mensch und kein Sprachmodell.',
    languages: 'Ich verstehe Deutsch, Englisch, Spanisch, Französisch, Portugiesisch, Italienisch und Niederländisch.',
    data: 'Deine Liste liegt auf dem Server, auf dem dieses TodoChat läuft; ich sende nichts weiter.',
    learn: 'Nein. Ich bin ein Satz von Regeln und lerne nichts dazu.',
    export: 'Das kann ich hier nicht: Importieren und Exportieren geht auf der Aufgaben-Seite.',
    repeats_help:
      'Sag „Blumen gießen jeden Montag“ oder „jeden Monat am 31.“. Ist eine erledigt, erscheint die nächste.',
    can_ring:
      'Ja: sag „erinnere mich morgen um 9 an …“. Es klingelt auf deinen offenen Seiten und wo es die Einstellungen sagen; ohne offene Seite und ohne Einstellung hörst du nichts.',
    can_share: 'Teilen oder senden kann ich deine Liste nicht. Auf der Aufgaben-Seite kannst du sie exportieren.',
    can_delete: 'Sag es einfach: „lösche 5“, „verschiebe 3 auf Freitag“, „erledige die Milch“, „Brot kaufen“.',
    can_other:
      'Das kann ich nicht: ich führe nur deine Aufgabenliste. Als Aufgabe kann ich es notieren: beginne mit „notiere“.',
    help: 'Ich führe deine Aufgabenliste; ich bin ein Satz von Regeln, kein Sprachmodell. Zum Beispiel:\n\n- füge Milch kaufen morgen 17 Uhr hinzu\n- was ist heute fällig?\n- erledige 3\n- verschiebe den Zahnarzt auf Dienstag um 12 Uhr\n- Blumen gießen jeden Montag #garten\n- lösche 5\n- rückgängig',
    refrained: 'Gut, ich habe nichts getan.',
    condition:
      'Ich kann nicht auf etwas warten und habe nichts getan. Sag es mir, wenn es so weit ist, oder nenn mir einen Tag oder eine Uhrzeit.',
    sorry: 'Entschuldigung. Sag „rückgängig“, um das Letzte zurückzunehmen, oder sag es mit anderen Worten.',
    chat: 'Ich führe nur deine Aufgabenliste, dazu kann ich nichts sagen. Sag „Hilfe“, was ich kann.',
  },
  repeats: {
    day: ['jeden Tag', 'alle {n} Tage'],
    week: ['jede Woche', 'alle {n} Wochen'],
    month: ['jeden Monat', 'alle {n} Monate'],
    year: ['jedes Jahr', 'alle {n} Jahre'],
    on: ' am {x}',
    on_day: ' am {x}.',
    last_day: ' am letzten Tag',
    workdays: 'an jedem Werktag',
    nth: ['ersten {x}', 'zweiten {x}', 'dritten {x}', 'vierten {x}', 'letzten {x}'],
  },
}
