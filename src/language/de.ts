/** German. */
import { cardWords } from './card-words.ts'
import { germanSays } from './de-says.ts'
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
    B: bis vorm vor_dem bis_zum bis_zu vor spatestens spatestens_am fallig_bis | F: zwischen ab seit von vom ab_dem | Z: bis_auf
    E: ende | S: anfang beginn | f: von | t: der die das den dem des | k: uhr | H: halb halbe halben | Q: viertel | P: nach
    K: wochenende | Dm: monatsende | Dw: wochenende_der_woche | Dy: jahresende | l: spater | g: her
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: werktags wochentags jeden_werktag jeden_arbeitstag
    RFREQ=DAILY: jeden_morgen_und_abend
    bFREQ=DAILY: taglich | bFREQ=WEEKLY: wochentlich | bFREQ=WEEKLY;INTERVAL=2: zweiwochentlich vierzehntagig
    bFREQ=MONTHLY: monatlich | bFREQ=YEARLY: jahrlich | &: und | V: abendessen party kino konzert theater
    v: wecker fruhstuck aufstehen
    o6: sechste sechsten sechster sechstes
    o7: siebte siebten siebter siebtes
    o8: achte achten achter achtes
    o9: neunte neunten neunter neuntes
    o10: zehnte zehnten zehnter zehntes
    o11: elfte elften elfter elftes
    o12: zwolfte zwolften zwolfter zwolftes
    o13: dreizehnte dreizehnten dreizehnter dreizehntes
    o14: vierzehnte vierzehnten vierzehnter vierzehntes
    o15: funfzehnte funfzehnten funfzehnter funfzehntes
    o16: sechzehnte sechzehnten sechzehnter sechzehntes
    o17: siebzehnte siebzehnten siebzehnter siebzehntes
    o18: achtzehnte achtzehnten achtzehnter achtzehntes
    o19: neunzehnte neunzehnten neunzehnter neunzehntes
    o20: zwanzigste zwanzigsten zwanzigster zwanzigstes
    o21: einundzwanzigste einundzwanzigsten einundzwanzigster einundzwanzigstes
    o22: zweiundzwanzigste zweiundzwanzigsten zweiundzwanzigster zweiundzwanzigstes
    o23: dreiundzwanzigste dreiundzwanzigsten dreiundzwanzigster dreiundzwanzigstes
    o24: vierundzwanzigste vierundzwanzigsten vierundzwanzigster vierundzwanzigstes
    o25: funfundzwanzigste funfundzwanzigsten funfundzwanzigster funfundzwanzigstes
    o26: sechsundzwanzigste sechsundzwanzigsten sechsundzwanzigster sechsundzwanzigstes
    o27: siebenundzwanzigste siebenundzwanzigsten siebenundzwanzigster siebenundzwanzigstes
    o28: achtundzwanzigste achtundzwanzigsten achtundzwanzigster achtundzwanzigstes
    o29: neunundzwanzigste neunundzwanzigsten neunundzwanzigster neunundzwanzigstes
    o30: dreissigste dreissigsten dreissigster dreissigstes dreisigsten
    o31: einunddreissigste einunddreissigsten einunddreissigster einunddreissigstes einunddreisigsten
    n13: dreizehn
    n15: funfzehn
    n16: sechzehn
    n17: siebzehn
    n18: achtzehn
    n19: neunzehn
    n20: zwanzig
    n30: dreissig
    y12-31: silvester
    y12-24: heiligabend heilig_abend
    y12-25: weihnachten
    y01-01: neujahr
    y12-06: nikolaus
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
      'vergessen|abgelaufen[a-z]*|nicht geschafft|hinterher|verfallen[a-z]*|verpasst|verschlafen|versaumt|liegen ?geblieben|im (?:ruckstand|verzug)|uberfallig|uberfallige|uberfalligen|verspatet|zu spat',
    undated: '(?:die |haben |hat )?(?:ohne|kein|keinen) (?:datum|termin|frist)(?: haben| hat)?',
    repeating:
      '(?:die sich )?(?:wiederholen|wiederholend|wiederkehrend|wiederkehrende|wiederkehrenden|wiederholt)(?: sich)?',
    by_priority: '(?:sortiert )?nach (?:prioritat|wichtigkeit)',
    urgent:
      'prioritar[a-z]*|vorrangig[a-z]*|eilige?n?|(?:am )?(?:wichtigsten?|dringendsten?)|dringend|dringende|dringenden|wichtig|wichtige|wichtigen|(?:mit )?hohe[rn]? prioritat',
    low: '(?:mit )?niedrige[rn]? prioritat',
    medium: '(?:mit )?mittlere[rn]? prioritat',
    noise:
      'sonst|ist|sind|bin|war|hab|habe|haben|ich|mir|mich|mein|meine|meinen|meiner|meinem|wir|der|die|das|den|dem|des|ein|eine|in|im|am|an|auf|fur|von|vom|zu|zum|zur|bitte|alle|alles|noch|muss|soll|kann|zeig|zeige|liste|listen|fallig|steht|stehen|gibt|es|denn|jetzt|gerade|schon|so|an|was|welche|welcher|welches|nur|mit|bei|los|geplant|machen|anstehend|ansteht|aufgaben?|punkte?|eintrage?|todos?|sachen|dinge|insgesamt|hat|sich|wieder|bald|nachstes|etwas|irgendetwas|uberhaupt|vor|auch|offen|furs|beim|heut|mal|erledigen',
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
    'abgeben abholen abschicken absagen anrufen ansehen antworten aufraumen aussuchen ausfullen backen bauen bestellen besorgen besuchen bezahlen giesen abschliesen bringen buchen bugeln checken drucken einkaufen einladen einreichen entsorgen erledigen essen finden fragen futtern geben gehen giessen holen installieren jatzen kaufen kochen kontaktieren kundigen laufen lernen lesen liefern machen mahen melden mitbringen mitnehmen nahen nehmen ordnen organisieren packen pflanzen planen prufen putzen rausbringen reinigen renovieren reparieren reservieren saubern saugen schauen schicken schneiden schreiben senden sortieren spulen staubsaugen streichen suchen tanken teilen treffen trainieren trinken uben uberweisen umtauschen unterschreiben verkaufen verlangern verschicken vorbereiten wandern waschen wechseln werfen wischen zahlen zuruckgeben zuruckrufen zusagen lassen stellen verabreden vereinbaren abschliessen lackieren beantragen anmelden abmelden ummelden aufhangen abhangen aufbauen abbauen ausdrucken ausleihen ausmisten aussortieren auspacken einpacken einfrieren auftauen entkalken entrumpeln ersetzen erneuern flicken fotografieren hochladen herunterladen impfen jaten kehren kleben kopieren korrigieren leeren mieten montieren nachfragen nachfullen olen pflegen polieren rasieren recherchieren sagen saen schleifen schmieren scannen spenden sparen stopfen stricken tauschen tapezieren trocknen uberprufen verbessern verlegen vermieten verpacken verschenken versenden versichern wachsen warten weiterleiten wiegen zusammenbauen zuschneiden zerlegen auswechseln feiern gratulieren',
  verb_last: true,
  before:
    '(?:konnten sie|wurden sie|konnen sie|wurdest du|magst du|kannst du|konntest du|sei so (?:gut|lieb|nett) und)(?: fur (?:mich|uns)| mir| uns| bitte| mal| kurz| eben| noch)* |(?:ware es moglich|ist es moglich|ware (?:super|nett|toll),? wenn du|es ware (?:super|nett|toll),? wenn du)(?: mir| bitte)*,? |(?:ach ja|ubrigens|achtung|hor mal|du|sag mal|mir fallt (?:gerade |noch )?ein|bevor ich(?:.s| es)? vergesse)[,:!]+ |(?:halt|warte(?: mal)?|stopp|nein|oh|ach)[,!.:–-]* |(?:hi|hallo|hey|ok(?:ay)?|ups|sorry|so|also|und|dann|jetzt|aber|bitte|mal|ja|super)(?: bitte| mal)?[,!.:]? |(?:kannst|konntest|konnten sie|kannst) du (?:mir )?(?:bitte |mal )*|ich (?:mochte|will|wurde gern(?:e)?) ',
  after: ',? (?:bitte|bite|danke|mal|noch|jetzt|fur mich|auch|wieder|(?:zur )?(?:gleiche[nr]?|selben?) (?:uhr)?zeit)',
  on_list: '(?:von|auf|zu|in) (?:der|meiner|die|meine) liste',
  glue: 'unbedingt|auf jeden fall|noch|und|bitte|so|gleich|jetzt|stattdessen|doch|es|ist|am|auf|um|zu|fur|mit|der|die|das|dann|erst|auf den|lieber|mach|prioritat',
  correcting:
    'oh|ups|nein|ne|nee|quatsch|ach|ah|warte|halt|sorry|entschuldigung|ups|doch|eigentlich|ich meine|ich meinte|lieber|besser|moment|mach(?: es| das)?|nicht \\S+|sondern|und|auf|erst|verschieb (?:es|das)(?: auf)?',
  retracting:
    '(?:nein|ne|nee|quatsch|ah|halt|warte|stopp?|ups|ach|sorry|entschuldigung)(?:,? (?:nein|doch|lieber|warte|moment|ich meine|ich meinte))*|ich mein(?:e|te)|beziehungsweise|doch lieber|lieber doch|doch',
  talking:
    '^(?:ich|du|er|sie|es|wir|ihr|das|dies|was|wie|wer|wo|wann|warum|wieso|weshalb|ist|sind|hast|bist|kannst|mein|meine|schon|schones|tolles|erzahl|erzahle|sing|spiel|teile|stell|schick mir|schreib mir|hat|der|nie|nein|ja|gut|super|toll)\\b|\\b(?:ist|sind|war|waren|wird|wurde|hat|hatte|sagt|sagte)\\b|\\bmeine liste\\b',
  asking:
    '(?:zeig|zeige|such|suche|finde|was|wie|welche|welcher|welches|wann|wo|wer|warum|wieso|ist|sind|war|hab ich|habe ich|hast|kannst|gibt|steht|ob)\\b',
  past: 'gemacht=machen getan=machen uberwiesen=uberweisen kocht=kochen brachte=bringen bracht=bringen bezahlt=zahlen gangen=gehen geschrieben=schreiben schrieben=schreiben lesen=lesen gossen=giessen holt=holen worfen=werfen troffen=treffen',
  past_mark:
    '^(?:ich )?hab(?:e)? |(?:^| )(?:[a-z]*ge[a-z]{2,}(?:t|en)|bezahlt|erledigt|verschickt|besucht|bestellt|repariert|reserviert|verlangert|uberwiesen)(?: habe| hab| ist)?$|^(?:schon )|\\b(?:ist|sind) (?:wieder |schon )?(?:zuruck|draussen)$',
  again: '(?:eine )?(?:aufgabe|erinnerung)(?: fur)? |(?:erinnere mich(?: daran)?,? |ich muss )',
  must: 'muss|soll|sollte|ich muss|ich soll|mussen wir',
  halves: {
    because: 'weil|da|denn|nachdem',
    so: 'also|da|dann|daher|deshalb|deswegen|darum|drum|somit|und',
    duty: '(?:(?:muss|musste|soll|sollte|mussen|sollten) (?:ich|wir)|(?:ich|wir) (?:muss|musste|soll|sollte|mussen|sollten))(?: (?:also|noch|unbedingt|auch|vorher|dringend|dann|da|ja|halt|erst))*',
    happens:
      '(?:kommt|kommen|besucht|fahrt|fliegt|zieht|feiert|heiratet|hat|haben (?:wir|ich)|bekommen? (?:wir|ich))(?!$)|(?:kommt|besucht uns|bekomme|bekommen)$',
    noted:
      '(?:schreibe?|notiere?|merke?|trage?|pack|setze?|nimm|tu)(?: (?:dir|mir))? (?:das|es)(?: (?:bitte|mal|auch|noch|so|dann|doch|gleich))*(?: (?:auf|ein|hin|dazu|mit|auf die liste|auf meine liste|mit auf die liste))?',
    namely: 'und zwar|namlich|genauer gesagt',
    denied:
      '(?:das |die |den |es )?(?:hab(?:e)? ich|ich hab(?:e)?)(?: (?:das|es|sie|ihn))?(?: ja| doch| aber)*(?: gar)?(?: noch)? nicht(?: \\S+)?|(?:das ist |doch )?noch nicht \\S+',
  },
  company: 'mit|zwischen|fur|von|uber|zu',
  moved:
    'kann auch geht reicht noch rutscht rutschte gerutscht rutschen wandert wanderte gewandert wandern verschiebt verschob verschoben verschieben verlegt verlegte verlegen vertagt vertagte kommt kam findet fand statt springt gesprungen geht ging wird wurde worden ist sind war hat haben soll sollte muss musste darf kann jetzt nun doch erst lieber besser auf um nach zum zu bis am im fur ab vor hinten vorne vorgezogen zieht gezogen andert geandert sich wechselt gewechselt beginnt fangt startet an verzogert fallt gefallen gelegt liegt steht klappt schieb schiebe schiebt geschoben schubs schubse hau pack packe leg lege setz setze ruck rucke ruckt geruckt verleg verschieb zieh bring mach werden eher spater fruher stattdessen eigentlich nur also einfach dann kommen gekommen beginnen angesetzt neu angelegt faellt lauft passt muesste dran',
  moving: '(?:ja,? )?(?:verschieb(?:e|en)?|ander[en]*)(?: (?:es|sie|ihn|das))?',
  anew: '(?:nein,? )?(?:eine? )?(?:neue?s?|weitere)(?: aufgabe)?(?: hinzufugen)?|hinzufugen|(?:fug|fuge) (?:es |sie )?hinzu',
  questions:
    "was|wer|wie|wo|wann|welche|welcher|welches|welchen|warum|wieso|weshalb|wieviel|wieviele|wohin|woran|hab ich|habe ich|muss ich|soll ich|gibt es|gibt's|steht|liegt|ist|sind",
  too: 'auch|ebenfalls|noch dazu',
  requests: requests(String.raw`
    undo: (?:mache?|stelle?|setze?|lege?) (?:es|das|sie|ihn) (?:wieder )?(?:zuruck|(?:so,? )?wie (?:vorher|zuvor|(?:es|das|sie|er) (?:vorher )?war))
    undo: (?:ups,? ?)?(?:ruckgangig(?: machen)?|mach(?:e)? (?:das|es|die letzte anderung) ruckgangig|nimm (?:das|es) zuruck|zurucknehmen|das zuruck|undo|widerrufe?(?: das)?)
    refrain: (?!vergiss|was |wer |warum |zeig|.*nicht (?:vergessen|mehr))(?:.+ )?nichts?(?: \S+en)?
    refrain: (?:losche|entferne|andere|verschiebe|erledige) (?:bitte )?(?:nichts|nicht .+|.+ nicht)
    refrain: ich (?:will|mochte|kann|habe|hab|werde) (?:.+ )?(?:nicht|nichts|kein|keine|keinen)(?: .+)?
    ahead: (?:erinnere? mich(?: bitte)?(?: daran)?|(?:gib|sag) mir bescheid|(?:warne?|weck|pinge?|benachrichtige?) mich) (?<n>.{2,30}?) (?:vorher|davor|zuvor|im voraus)(?: daran)?
    ahead: (?:erinnere? mich(?: bitte)?|(?:gib|sag) mir bescheid|(?:warne?|weck|pinge?|benachrichtige?) mich) (?<n>.{2,30}?) (?:vor|(?:vorher|davor|zuvor) an|(?<=vorabend )an|(?<=vortag )an) {x}
    ahead: (?:erinnere? mich(?: bitte)?|(?:warne?|benachrichtige?) mich) an {o} (?:vorher|davor|zuvor|im voraus)
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
    clear_time: (?:ohne|keine|entferne|losche|streiche?|nimm) (?:die )?(?:uhrzeit|zeit)(?: weg| raus)?
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
    move: (?:schubse?|hau|packe?|rucke?|leg|lege|bring|bringe|zieh|ziehe|mach|mache|switche?|wechsle) {x} (?:auf|nach|zum|bis|in) (?:den |die |das )?{w}
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
    add: {t} (?:auf|in) (?:die|meine) liste (?:setzen|schreiben|packen|aufnehmen|tun)
    add: (?:mir |bitte |noch |mal )*{t} (?:(?:auf|in) (?:die|meine) liste )?(?:aufschreiben|notieren|hinzufugen|eintragen|vormerken|dazuschreiben|draufsetzen)(?: wurdest| konntest| kannst)?
    add: (?:dir )?merken,? (?:dass ich )?{t}(?: muss| soll| sollte| will)
    add: (?:vergiss|vergesst?) (?:bitte )?nicht,? dass ich {t} (?:muss|soll|sollte|will|mochte)
    add: (?:mir fallt (?:gerade |noch )?ein|ich hab(?:e)? (?:ganz )?vergessen|notiere?|schreibe? auf|denk(?:e)? (?:dran|daran)),? dass ich {t} (?:muss|soll|sollte|will)
    add: ich (?:muss|soll|sollte)(?: noch| unbedingt| auch)* {t},? (?:(?:vergiss|schreib(?:e)?|notier(?:e)?|merk(?:e)?) .{2,30}|das darf ich nicht vergessen|nicht vergessen)
    add: ich (?:brauche?|benotige)(?: noch| unbedingt)* {t},? (?:das darf ich nicht vergessen|nicht vergessen)
    add: (?:nicht (?:vergessen|verschwitzen)|dran denken|unbedingt|nur nicht vergessen)[:,] ?{t}
    add: (?:fuge|fug|nimm) (?:bitte )?{t} (?:(?:zu|auf) (?:der|meiner|die|meine) liste )?(?:hinzu|dazu|auf)
    add: (?:schreibe?|notiere?|nimm) {t} (?:auf|mit)
    add: (?:trage?|schreibe?) (?:bitte )?ein ?:? {t}
    add: trage? (?:mir |bitte |noch |auch |mal )*{t} ein
    add: (?:neu(?:e[rs]?)?|auch noch) ?: ?{t}
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
    add: (?:ich|wir) hab(?:e|en)? (?<o>.*(?:eine?n?|termin|verabredung)\b.+)
    search: (?:suche?|finde?)(?: mir)?(?: nach)?(?: (?:etwas|alles|aufgaben?))?(?: (?:uber|zu|mit))? {q}
    search: (?:gibt es|hab(?:e)? ich) (?:etwas|was|aufgaben?|noch was) (?:uber|zu|mit|wegen) {q}
    when: (?:um wie ?viel uhr|wie ?viel uhr|um wieviel) (?:ist|hab(?:e)? ich|muss ich|beginnt)(?: der| die| das| mein| meine)? {x}
    when: wann (?:ist|war|muss ich|soll ich|hab ich|habe ich|sind)(?: noch ?mal| noch gleich| eigentlich| denn| gleich)*(?: der| die| das| mein| meine)? {x}(?: fallig)?
    when: (?:ist|sind) {x} (?:schon )?(?:erledigt|fertig|bezahlt|gemacht)
    when: hab(?:e)? ich (?:schon )?(?<x>\S.+?) (?!erledigt|geschafft|gemacht)\S+t
    show: (?:zeige?|offne)(?: mir)? {x}
    count: wie ?viele {q}
    ask: was (?:liegt|steht|ist)(?: {q})? an
    ask: was (?:liegt|steht) {q}(?: an)?
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
    hello: (?:na )?(?:servus|servas|gruezi|grussgott|moin|gude|tach)(?:,? .{0,30})?
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
    repeats_help: wie (?:kann|mache?|lasse?|stelle?) ich .{0,40}(?:wiederhol|wiederkehr)\S*.*
    repeats_help: wie (?:gehen|funktionieren) wiederholungen
    can_ring: (?:kannst|wirst|willst) du (?:mich )?(?:.{0,30})(?:erinnern|wecken|klingeln|benachrichtigen).*
    can_ring: (?:stell|stelle) (?:einen |den )?(?:wecker|timer|alarm).*|weck mich.*|klingelst du.*
    can_share: (?:teile?|sende?|schicke?) (?:bitte )?(?:meine|die) (?:liste|aufgaben).*|kannst du (?:meine|die) liste .*(?:teilen|schicken|senden).*
    can_delete: wie (?:kann|losche|fuge|andere|verschiebe|mache) ich .*
    can_other: (?:erzahle?|sing|spiele?|schreib|buche?|koche?|bestelle?) (?:mir|uns) .*
    can_other: wie (?:ist|wird) das wetter.*|wie (?:spat|viel uhr) ist es|(?:wer|warum|wieso|weshalb) .*|welcher tag ist .*|ubersetze .*
    can_other: (?:kannst|konntest|konnen|konnten) (?:du|sie) .*\b(?:anrufen|schreiben|(?:ver|ab)?(?:schicken|senden)|mailen|kochen|spielen|singen|kaufen|bestellen|ubersetzen)
    help: hilfe|hilf mir|help|was kannst du.*|was kann ich (?:tun|sagen|machen)|wie funktioniert (?:das|es)|befehle|beispiele|anleitung
    condition: (?:wenn|falls|sobald|sofern|ausser wenn|es sei denn) (?!moglich|du (?:kannst|magst|willst)|es geht|notig)[^?]+,? .+
    sorry: (?:das ist|das war) (?:falsch|nicht richtig|nicht was ich .*)|falsch|so nicht|du hast mich falsch verstanden
    chat: (?:na|ach|oh|uff|puh|boah|tja|hach|och)\b(?! (?:ja|nein)).*|schon wieder \S+
    chat: .*\b(?:wetter|regnet|sonnig|schneit)\b.*
    chat: ich (?:bin|fuhle|war|liebe|mag|hasse|glaube|denke)(?: .*)?|du bist .*|was fur ein .*|hmm+
  `),
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
  ...germanSays,
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
