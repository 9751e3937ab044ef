/** Italian. */
import { cardWords } from './card-words.ts'
import { italianSays } from './it-says.ts'
import { dates, type Language, requests, topics } from './language.ts'

export const italian: Language = {
  tag: 'it',
  name: 'Italiano',
  telling:
    'il lo la i gli le un uno una di del dello della dei degli delle al allo alla ai agli alle da dal dalla in nel nella con su per tra fra e o sono ho hai ha io tu mio mia miei mie mi ti che chi come quando dove quale quali quante quanti senza tutto tutti tutte devo fare non si grazie ciao attivita compito compiti lista aggiungi elimina cancella togli rimuovi completa termina segna mostra sposta rimanda rinomina riapri cerca aiuto annulla fatto fatta niente gia latte pane comprare chiamare pagare settimana giorno ogni prossimo prossima urgente priorita nuova ricordami dimenticare metti puoi oggi domani cosa',
  dates: dates(`
    W0: lunedi lun | W1: martedi mart | W2: mercoledi merc | W3: giovedi giov | W4: venerdi ven | W5: sabato sab
    W6: domenica dom | w5: sabati | w6: domeniche
    M1: gennaio genn | M2: febbraio febbr | M3: marzo | M4: aprile apr | M5: maggio | M6: giugno | M7: luglio
    M8: agosto | M9: settembre | M10: ottobre ott | M11: novembre nov | M12: dicembre dic
    r0: oggi adesso | r1: domani domnai | r2: dopodomani dopo_domani | r-1: ieri | r-2: l'altro_ieri altroieri
    q20:00: stanotte | q09:00: stamattina questa_mattina | q15:00: questo_pomeriggio | q19:00: stasera questa_sera
    p09:00: mattina di_mattina del_mattino della_mattina mattino al_mattino
    p15:00: pomeriggio del_pomeriggio di_pomeriggio | p19:00: sera di_sera della_sera | p20:00: notte di_notte
    m12:00: mezzogiorno a_mezzogiorno | m00:00: mezzanotte
    n1: un uno una un' | n2: due | n3: tre | n4: quattro | n5: cinque | n6: sei | n7: sette | n8: otto | n9: nove
    n10: dieci | n11: undici | n12: dodici | n15: quindici
    o1: primo prima | o2: secondo seconda | o3: terzo terza | o4: quarto quarta | o5: quinto quinta
    ud: giorno giorni | uw: settimana settimane | um: mese mesi | uq: trimestre trimestri | uy: anno anni
    h30: mezz'ora mezzora | h60: ora ore | h1: minuto minuti | e: sempre ogni tutti_i tutte_le tutti_gli
    N: prossimo prossima prossimi prossime che_viene seguente | T: questo questa | L: scorso scorsa ultimo ultima
    i: tra fra entro in | O: il per per_il lo al | A: alle all' verso_le a_le
    B: al_piu_tardi entro_il prima_di prima_del fino_a fino_al | F: da dal a_partire_da a_partire_dal | Z: a | E: fine a_fine alla_fine
    S: inizio | f: di del della | t: la i gli le l l' | k: ore h | H: mezza mezzo | Q: un_quarto | P: passate
    Y: meno_un_quarto | K: fine_settimana weekend week-end | l: dopo piu_tardi | g: fa
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: giorni_feriali nei_giorni_feriali ogni_giorno_feriale giorni_lavorativi tutti_i_giorni_feriali
    bFREQ=DAILY: quotidianamente giornalmente | bFREQ=WEEKLY: settimanalmente settimanale
    bFREQ=MONTHLY: mensilmente mensile | bFREQ=YEARLY: annualmente annuale | &: e ed
    V: cena cinema festa concerto teatro | v: sveglia colazione
    n13: tredici
    n14: quattordici
    n16: sedici
    n17: diciassette
    n18: diciotto
    n19: diciannove
    n20: venti
    n21: ventuno
    n22: ventidue
    n23: ventitre
    n24: ventiquattro
    n25: venticinque
    n26: ventisei
    n27: ventisette
    n28: ventotto
    n29: ventinove
    n30: trenta
    y12-25: natale
    y12-31: san_silvestro capodanno
    y12-24: vigilia_di_natale
    y08-15: ferragosto
  `),
  half_before: false,
  day_numbers: true,
  list: {
    task: 'attivita|compito|cosa|voce',
    tasks: 'attivita|compiti|cose|voci',
    articles: "il|lo|la|i|gli|le|l'|un|uno|una|mio|mia|questo|questa|quello|quella",
    it: '(?:questo|questa|quello|quella|lo|la|cio|quel compito)',
    them: '(?:loro|questi|queste|quelli|quelle|li|le|entrambi|entrambe|tutti e due|tutte e due)',
    both: 'entrambi|entrambe|tutti e due|tutte e due',
    all_three: 'tutti e tre|tutte e tre',
    titled: 'intitolat[oa]|chiamat[oa]|titolo',
    everything: 'tutto|tutte|tutti|(?:la )?(?:mia |la )?lista(?: intera)?',
    all: 'tutte?(?: le| quelle)?(?: mie)?|tutti?(?: i| quelli)?(?: miei)?|ogni',
    except: 'tranne|eccetto|a parte|ma non',
    within: 'in|nel|nella',
    and: 'e|ed|poi|anche|&',
    to: 'a|fino a',
    done: '(?:che (?:sono|ho) )?(?:gia )?(?:fatt[aeio]|completat[aeio]|finit[aeio]|terminat[aeio]|concluse?)|ho (?:fatto|finito|completato)',
    open: 'apert[aeio]|da fare|in sospeso|rimast[aeio]',
    overdue: 'dimenticat[oaie]|arretrat[aeio]|in arretrato|saltat[aeio]|(?:in )?ritardo|scadut[aeio]',
    undated: '(?:che non hanno |non hanno )?senza (?:data|scadenza)|non hanno data',
    repeating: '(?:che )?si ripetono?|ricorrenti|ripetut[aeio]',
    by_priority: '(?:ordinat[aeio] )?per (?:priorita|importanza)',
    urgent: 'prioritari[aeo]?|urgenti?|importanti?|(?:di |con )?(?:priorita alta|alta priorita)',
    low: '(?:di |con )?(?:priorita bassa|bassa priorita)',
    medium: '(?:di |con )?(?:priorita media|media priorita)',
    noise:
      "altro|ancora|e|quell[aeio]|sono|ho|c'e|c|ce|ci|che|cosa|mi|mio|mia|mie|miei|la|il|lo|i|gli|le|l|un|una|di|del|della|da|per|in|nel|con|su|a|al|fare|tutt[aeio]|mostra|lista|attivita|compiti|cose|quali|quale|quante|quanti|ancora|devo|deve|resta|restano|per favore|qualcosa|ora|gia|vedere|io|si|prossim[aoe]|hanno|non",
    about: 'per|sul|sulla|del|della|su|riguardo|con|di|etichettat[aeio] con',
    since: 'da|dal|dalla',
    last_place: 'ultim[ao]',
    later: 'piu tardi|dopo|piu in la|in avanti',
    earlier: 'prima|piu presto',
  },
  priorities: {
    high: 'alta|alto|massima',
    medium: 'media|normale',
    low: 'bassa|basso|minima',
    none: 'nessuna|senza',
    urgent: '(?:(?:molto|davvero|super|piuttosto) )?(?:urgente|importante)',
    priority: 'priorita',
    asap: 'al piu presto|appena possibile|quanto prima',
  },
  verbs:
    'accompagnare aggiornare aggiustare aiutare andare annaffiare aprire ascoltare assaggiare aspettare avvisare bere buttare cambiare cancellare cercare chiamare chiedere chiudere comprare confermare consegnare contattare controllare copiare correre costruire cucinare cucire cuocere curare dare decidere dipingere dire disdire discutere disegnare dormire fare fatturare festeggiare finire firmare fissare giocare imparare incontrare inviare invitare lavare lavorare leggere mandare mangiare mettere montare nuotare offrire ordinare organizzare pagare parlare passare piantare pianificare piegare portare praticare prendere prenotare preparare presentare programmare provare pulire raccogliere regalare registrare rendere restituire riciclare ridare rifare riordinare riparare rispondere ritirare rivedere salutare scaricare scegliere scrivere sistemare spazzare spedire spegnere stampare stendere stirare studiare tagliare telefonare testare tornare tradurre trovare usare vedere vendere verificare viaggiare visitare',
  verb_last: false,
  before:
    '(?:mi )?(?:puoi|potresti|puo|potrebbe|riesci a|ti (?:dispiace(?:rebbe)?|va di|spiace)|sarebbe possibile|e possibile|saresti cosi gentile da|mi fai il favore di) |(?:a proposito|ah|senti|oh)[,:!]+ |(?:(?:no,? )?aspetta|scusa|ops|no)[,!.:]+ |(?:ciao|ehi|ok|bene|allora|scusa|e|adesso|per favore|si|anche)[,!.:]? |(?:puoi|potresti|puo) |(?:vorrei|voglio) (?:che )?',
  after: ',? (?:alla )?stessa ora|,? (?:per favore|perfavore|grazie|adesso|anche|di nuovo)',
  on_list: '(?:dalla|alla|nella) (?:mia )?lista',
  glue: 'senza falta|e|per favore|adesso|meglio|invece|il|la|a|al|per|in|con|che|sia|le|priorita|lo|di|ore',
  correcting:
    'no|ah|oh|ops|scusa|scusami|anzi|meglio|in realta|volevo dire|intendevo|aspetta|spostal[ao](?: a)?|mettil[ao]|e|per|invece',
  retracting:
    '(?:no|aspetta|scusa|scusami|ops|ah)(?:,? (?:no|aspetta|meglio(?! di no| no)|anzi|scusa|volevo dire|intendevo))*|anzi|volevo dire|intendevo|o meglio',
  talking:
    '^(?:io|tu|lui|lei|questo e|che|chi|come|quando|dove|perche|sono|sei|fa|ciao|raccontami|canta|condividi|buon|buona|bel|bella|il mio capo|non|mai|si|no|ho (?:fame|sonno|sete))\\b|\\b(?:sono|era|fu|ha detto|dice|che bel)\\b|\\b(?:la )?mia lista\\b',
  asking:
    "(?:mostra|mostrami|cerca|trova|che|cosa|quale|quali|quando|dove|chi|come|quante|quanti|c'e|ci sono|ho|perche)(?![a-z])(?! \\S+(?:ato|uto|ito|to) )",
  past: 'fatto=fare letto=leggere scritto=scrivere preso=prendere messo=mettere visto=vedere comprato=comprare chiuso=chiudere risposto=rispondere',
  past_mark: '^(?:ho|gia|abbiamo) (?!fame|sonno)|(?:^| )[a-z]+(?:ato|ata|ati|ate|uto|uta|ito|ita)$',
  again: "(?:un'|una )?attivita(?: per)? |(?:ricordami di |devo )",
  must: 'devo|dobbiamo|bisogna|dovrei',
  halves: {
    because: 'siccome|visto che|dato che|poiche|perche|dal momento che',
    so: 'quindi|percio|dunque|allora|per questo|e',
    duty: '(?:devo|dobbiamo|dovrei|dovremmo|dovro|bisogna|mi tocca)(?: (?:ancora|anche|prima|assolutamente))*',
    happens: 'viene|vengono|arriva(?:no)?|tornano|si sposa(?:no)?|compie',
    noted:
      '(?:segna|scrivi|annota|aggiungi|metti|appunta)(?:te|me)?l[oa](?: (?:in|alla|nella|sulla)(?: mia)? lista)?|(?:segna|scrivi|annota) (?:questo|cio)',
    namely: 'e precisamente|e cioe|cioe|ovvero',
    denied:
      "non (?:(?:l'|l[oiae] )?ho|ce l'ho)(?: ancora)? \\S+(?:to|so|sto)(?: ancora)?|(?:non )?ancora no|non ancora",
  },
  company: 'con|tra|per|di|su|a',
  moved:
    'puo anche basta passa passano passato passata slitta slittato slittata sposta spostato spostata spostano rimanda rimandato rimandata rinvia rinviato rinviata anticipa anticipato anticipata posticipa posticipato posticipata cambia cambiato cambiata diventa e sara stato stata viene va resta inizia comincia si adesso ora invece meglio solo ormai a al alla alle allo agli per il la lo le fino in deve essere ha tocca cade porta trascina metti mettilo butta fai piu tardi presto prima poi quindi torna scivola capita fissato fissata',
  moving: '(?:si,? )?(?:sposta|spostal[ao]|spostare|cambia(?:l[ao])?)',
  anew: '(?:no,? )?(?:(?:una )?(?:nuova|altra)(?: attivita)?|aggiungi(?:l[ao])?|aggiungere)',
  questions: "che|cosa|che cosa|cos'e|quale|quali|quando|dove|chi|come|quante|quanti|perche|c'e|ci sono|ho",
  too: 'anche|pure',
  requests: requests(String.raw`
    undo: (?:rimetti|riporta|lascia)l[oaie] (?:com'era|come (?:era|prima)|dov'era)
    undo: (?:annulla|annullare|annulla (?:questo|l.ultima .*)|ripristina|torna indietro)
    refrain: non (?!farmi (?:dimenticare|scordare)|devo (?:assolutamente )?(?:dimenticare|scordare)|posso dimenticare|dimenticare|dimenticarti|scordare).+
    refrain: mai .+
    refrain: (?:non voglio|non ho ancora) .+
    ahead: (?:ricorda(?:mi|mel[oa])|avvisami|avvertimi|mandami un (?:promemoria|avviso)) (?<n>.{2,30}?) prima
    ahead: (?:ricordami|avvisami|avvertimi|mandami un (?:promemoria|avviso)) (?<n>.{2,30}?) (?:prima |(?<=vigilia ))d(?:i |el |ella |ello |ei |egli |elle |ell'){x}
    ahead: (?:ricordami|avvisami|avvertimi)(?: di| del| della| dell')? {o} prima
    snooze: (?:rimanda|posticipa|sposta|rinvia) (?:il (?:mio )?)?promemoria (?:di|del|per) {x} (?:a|al|fino a|fino al) {w}
    snooze: snooze {x} (?:fino a|fino al|a|al) (?:il |la )?{w}
    snooze: snooze {x}(?: per)? (?<n>.+)
    snooze: snooze {x}
    snooze: ricorda(?:mi|melo|mela) (?:di nuovo|ancora|un'altra volta)(?: {x})? (?<w>(?:tra|fra|alle|domani|stasera|il|piu)\b.*)
    snooze: ricordamel[oa] (?<w>(?:tra|fra|alle|domani|stasera|il|piu)\b.*)
    snooze: ricorda(?:mi|melo|mela) (?<w>(?:tra|fra|alle|domani|stasera|il)\b.*?) (?:di nuovo|ancora)
    untag: (?:togli|rimuovi) (?:l'etichetta|il tag) {g} (?:da|dal|dalla) {x}
    untag: (?:togli|rimuovi) (?<g>#[^\s\d]\S*) (?:da|dal|dalla) {x}
    tag: etichetta {x} (?:con|come) {g}
    tag: (?:aggiungi|metti) (?:l'etichetta|il tag) {g} a {x}
    tag: (?:aggiungi|metti) (?<g>#\S+) a {x}
    note: (?:aggiungi|metti) (?:una )?nota a {x} ?: ?{t}
    rename: (?:rinomina|cambia il (?:titolo|nome) di) {x} (?:in|a|come) {t}
    rename: cambia {x} in {t}
    clear_date: (?:togli|rimuovi|cancella) la (?:data|scadenza) (?:alla|dalla|della|all'|al |dal |da |di |a ) ?{x}
    clear_date: senza data
    clear_time: (?:togli|rimuovi|cancella|senza) (?:l'?|il |un )? ?(?:ora|orario)
    clear_time: (?:togli|rimuovi|cancella) l'ora (?:da|di|a) {x}
    clear_priority: (?:togli|rimuovi|cancella) la priorita (?:da|di|a) {x}
    clear_repeat: (?:togli|rimuovi|cancella) la ripetizione (?:da|di|a) {x}
    clear_tags: (?:togli|rimuovi|cancella) (?:le etichette|i tag) (?:da|di|a) {x}
    clear_note: (?:togli|rimuovi|cancella) la nota (?:da|di|a) {x}
    raise: (?:aumenta|alza) la priorita (?:di|a) {x}
    lower: (?:abbassa|riduci) la priorita (?:di|a) {x}
    move: (?:cambia|imposta|metti) (?:la )?(?:data|priorita|l'ora) (?:di|a) {x} (?:a|al|per|su) {w}
    move: (?:metti|dai) (?<w>priorita \S+|\S+ priorita) (?:a|alla|al) {x}
    state: (?<x>(?:la |il |attivita )?#?\d{1,6}) (?<w>(?:alle|per|il|entro) .+)
    move: (?:sposta|rimanda|posticipa|cambia|metti|anticipa|porta|rinvia) {x} (?:a |per )?(?<w>(?:alle|le) .+)
    move: (?:sposta|rimanda|posticipa|cambia|metti|anticipa|porta|rinvia) {x} (?:a|al|alla|per|in|fino a|alle) (?:il |la )?{w}
    move: {x} (?:e stat[ao]|sono stat[ei]|e) (?:rimandat|spostat|rinviat|anticipat|posticipat)[aeio] (?:a|al|alla) {w}
    move: {x} (?:inizia|comincia|sara)(?: adesso| ora)* {w}
    move: lascia {x} (?:per|a) (?:la |il )?{w}
    move: {x} ?(?:->|→) ?{w}
    move: (?<x>(?:tutto|tutte|tutti)(?: quell[aeio])? (?:di|da|del|della) .+?) (?:a|al|per|fino a) {w}
    move: {x} (?:puo|possono)(?: anche| ancora)? aspettare (?:fino )?(?:(?:a|al) )?{w}
    move: (?:passa|porta|trascina|butta|lascia|fai slittare|trasferisci|riprogramma|slitta|anticipa|ritarda) {x} (?:a|al|alla|alle|per|fino a) (?:il |la )?{w}
    shift: (?:rimanda|posticipa|sposta|rinvia|ritarda)(?<x>lo|la|li|le) (?<n>.+)
    shift: (?:rimanda|posticipa|sposta|rinvia|ritarda) {o}
    shift: {o} piu tardi
    shift: (?:rimanda|posticipa) {x}
    earlier: anticipa(?<x>lo|la|li|le) (?<n>.+)
    earlier: anticipa {o}
    earlier: {o} prima
    make: (?:segna|fai|metti|imposta|dai|rendi|cambia|ripeti) {o}
    state: (?<x>(?:la |il )?(?:attivita )?#?\d+) e {w}
    state: {x} (?:sono|deve essere|dev'essere|va fatt[oa]|diventa)(?: per| adesso| ora)* {w}
    state: {x}(?: adesso| ora| in realta| invece| ormai)* e (?:adesso |ora |solo |per )*(?<w>(?:molto |davvero |super )?(?:urgente|importante)|(?:tra|fra|domani|dopodomani|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|il|alle)\b.*)
    state: {x} ?: ?{w}
    toggle: alterna {x}
    reopen: (?:riapri|riaprire|deseleziona) {x}
    reopen: {x} non e (?:ancora )?(?:fatt[ao]|finit[ao]|completat[ao])
    reopen: segna {x} come (?:apert[ao]|da fare)
    complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
    complete: {x} ?(?:✓|✔️?|✅|☑️?)
    complete: (?:segna|marca) {x} come (?:fatt[aeio]|completat[aeio]|finit[aeio])
    complete: (?:segna|marca) come (?:fatt[aeio]|completat[aeio]|finit[aeio]) {x}
    complete: (?:completa|termina|finisci|spunta|concludi)(?<x>lo|la|li|le)
    complete: (?:completa|termina|finisci|spunta|concludi|chiudi) {x}
    complete: (?:ho )?(?:gia )?(?:finito|completato|terminato)(?: con)? {x}
    complete: {x} (?:e|sono) (?:gia |ormai )?(?:a posto|ok|sistemat[aeio]|fatt[aeio]|completat[aeio]|finit[aeio]|pront[aeio])
    complete: {x},? ?[-–:]? ?(?:fatt[aeio]|finit[aeio]|completat[aeio])
    complete: (?:fatto|finito):? {x}
    complete: fatto|finito
    delete: (?:elimina|cancella|togli|rimuovi)(?<x>lo|la|li|le)
    delete: (?:elimina|cancella|togli|rimuovi|eliminare|cancellare|rimuovere) {x}(?: dalla (?:mia )?lista)?
    delete: lascia (?:stare|perdere) {x}
    delete: {x} non (?:mi |ci )?serv(?:e|ono) piu
    delete: dimentica (?<x>(?:il|la|l'|attivita) ?.+|#?\d+)
    delete: elimina|cancella
    remind: ricordami (?<w>.{1,60}?) di {t}
    remind: ricordami(?: di| che)? {t}
    add: (?:segnar|annotar|aggiunger|appuntar|metter|scriver|inserir)(?:e|mi|melo|ci)(?: (?:in|sulla|nella|alla) (?:mia )?lista)?(?: che devo| di)? ?:? {t}(?: (?:alla|nella|sulla) (?:mia )?lista)?
    add: (?:segna|annota|appunta|scrivi)(?:mi|ti)? che (?:devo|bisogna) {t}
    add: (?:aggiungi|aggiungere|crea|annota|inserisci|segnati)(?: (?:l'|un'|una )?(?:nuova )?(?:attivita|compito)(?: di| per)?)?(?: alla (?:mia )?lista)?(?: di)? ?:? {t}
    add: (?:nuovo|nuova|anche) ?: ?{t}
    add: (?:(?:nuova attivita|nuovo compito) ?:?|(?:attivita|compito) ?:) ?{t}
    add: (?:metti|inserisci|segna) (?:nella|sulla|in) (?:mia )?lista:? {t}
    add: segna (?!.* come ){t}
    add: (?:metti|inserisci) {t} (?:nella|sulla|in) (?:mia )?lista(?: della .*)?
    add: (?:segnami|annotami|scrivimi|mettimi|aggiungimi|segnati|annotati|appuntati|scriviti|ricordati)(?: (?:in|sulla|nella|alla) (?:mia )?lista)?(?: questo| di)? ?:? {t}
    add: {t} (?:sulla|alla|nella|in) (?:mia )?lista
    add: non (?:farmi|devo(?: assolutamente)?|posso) (?:dimenticare|scordare)(?: di)? {t}
    add: (?:non dimenticare|non dimenticarti|non scordare)(?: di)? {t}
    add: (?:devo|dobbiamo|bisogna|ho bisogno di|dovrei|mi serve)(?: anche| ancora| assolutamente| proprio)* {t}
    add: aggiungi|nuova attivita
    add: (?:ho|abbiamo) (?:una? |un')(?<o>.+)
    search: (?:cerca|cercare|trova)(?: (?:qualcosa|tutto|attivita))?(?: (?:su|con))? {q}
    search: (?:c'e|ho|ci sono) (?:qualcosa|attivita) (?:su|con|riguardo) {q}
    when: a che ora (?:e|ho|sara|c'e)(?: il| la| l'| lo)? ?{x}
    when: quand(?:o |')(?:e|ho|devo|sono|era|erano)(?: che| gia| era| e)*(?: il| la| l')? ?{x}
    when: (?:il |la )?{x} e (?:fatt[ao]|pagat[ao]|finit[ao])\?
    show: (?:mostra|mostrami|apri) {x}
    count: quant[aei] {q}
    ask: (?:che cosa|cosa|che|quali|quale)(?: {q})?
    ask: (?:ho|c'e|ci sono) {q}
    ask: qualcosa {q}
    ask: (?<q>(?:tutto|tutte|tutti) .+)
    list: (?:mostra|mostrami|fammi vedere|elenca|visualizza)(?: {q})?
    bare: (?:tutte |le |mie |la |mia )*(?:attivita|lista|compiti)(?: {q})?
  `),
  topics: topics(String.raw`
    hello: (?:ciao|buongiorno|buonasera|salve|ehi|buon giorno|buona sera)(?: .{0,12})?
    hello: (?:buon (?:anno|compleanno|fine settimana|weekend)).*
    fine: (?:come (?:stai|va)|tutto bene).*
    thanks: (?:ok|perfetto|ottimo|bene)?,? ?(?:grazie|grazie mille|tante grazie)(?: .{0,20})?
    thanks: ok|okay|perfetto|ottimo|benissimo|bene|bravo|va bene|ahah
    bye: (?:arrivederci|a (?:domani|presto|dopo)|ci vediamo.*|buonanotte)
    yes: (?:si|certo|certamente|va bene si|fallo|esatto|confermo|si grazie|si per favore)(?:,? .{0,12})?
    no: (?:no|no,? grazie|annulla questo|lascia (?:stare|perdere)|ferma|non ancora|non adesso|niente|meglio di no|lascia stare)
    who: (?:chi|cosa) sei.*|come ti chiami|chi ti ha .*|che modello.*
    human: sei (?:un|una|umano|reale|chatgpt).*
    languages: (?:che lingue|quali lingue|parli).*
    data: dove sono .*dati.*
    learn: impari.*
    export: (?:come|posso|dove) .*(?:esportare|importare).*
    repeats_help: come (?:faccio|posso|si fa) .{0,40}(?:ripet|ricorr)\S*.*
    repeats_help: come funzionano le ripetizioni
    can_ring: (?:puoi|potresti) (?:ricordarmi|avvisarmi|svegliarmi|suonare).*|mi (?:ricordi|avvisi).*
    can_ring: (?:metti|imposta) (?:una |un )?(?:sveglia|allarme|timer).*|svegliami.*|avvisami.*
    can_share: (?:condividi|invia|manda) (?:la )?(?:mia )?lista.*|puoi (?:condividere|inviare) .*
    can_delete: come (?:posso |si |)(?:elimin|cancell|aggiung|cambi|spost)\S* .*
    can_other: (?:raccontami|cantami|scrivimi|prenotami|comprami|canta|suona) .*
    can_other: (?:puoi|potresti|puo|sai|riesci a)(?: anche)? (?:mandare|inviare|spedire|chiamare|telefonare|scrivere|tradurre|cucinare|cantare|suonare|prenotare|ordinare) .*
    can_other: (?:che tempo|che ore|che giorno|chi |perche |qual e la capitale).*|traduci .*
    help: (?:aiuto|aiutami|help|cosa (?:sai|puoi) fare.*|cosa posso (?:fare|dire)|come funziona|comandi|esempi)
    condition: (?:se|quando|appena|non appena|a meno che|nel caso) (?!puoi|possibile|vuoi|non ti dispiace)[^,?]+, .+
    sorry: (?:questo|quello) (?:e sbagliato|non e .*)|sbagliato|hai capito male
    chat: .*\b(?:piove|bel tempo|brutto tempo|fa (?:freddo|caldo))\b.*
    chat: (?:sono|mi sento|mi piace|odio|penso|ho (?:fame|sonno))(?: .*)?|sei .*|hmm+|che giornata.*
  `),
  card: cardWords(`
    added: Aggiunto | changed: Modificato | completed: Completato | reopened: Riaperto | deleted: Eliminato | undone: Annullato
    redone: Ripetuto | switched: Completato o riaperto | counted: {x}: {n} attività | found_none: Nessuna attività
    found_one: 1 attività trovata | found_many: {n} attività trovate | failed: Non riuscito: {x} | waits: Aspetta la tua conferma.
    tool_add: Aggiungi attività | tool_list: Mostra attività | tool_change: Modifica attività | tool_complete: Completa attività
    tool_toggle: Completa o riapri | tool_delete: Elimina attività | tool_undo: Annulla l’ultima modifica
    tool_unknown: Strumento sconosciuto | tasks: Attività | empty: Qui non c’è nulla. Aggiungi qualcosa qui sotto.
    gone: non c’è più | edit: Modifica | delete: Elimina | undo: Annulla | back: Indietro | save: Salva
    edit_task: Modifica attività | gone_task: Questa attività non c’è più. | due: Scadenza | no_due: Senza data
    quick: Nuova attività, come “chiamare mamma venerdì” | add: Aggiungi | none: nessuna | low: bassa | medium: media
    high: alta | rings: suona {x} | priority: priorità {x} | ask_one: {x} questa attività? | ask_many: {x} queste {n} attività?
    do_add: Aggiungere | do_list: Mostrare | do_change: Modificare | do_complete: Completare
    do_toggle: Completare o riaprire | do_delete: Eliminare | ask_undo_one: Annullare l’ultima modifica di questa attività?
    ask_undo_many: Annullare l’ultima modifica di queste {n} attività? | confirm: Conferma | cancel: Annulla
    approved: Confermato | declined: Annullato | expired: Scaduto | part_title: titolo | part_description: descrizione
    part_status: stato | part_priority: priorità | part_due: scadenza | part_rings: suona | part_repeats: ripetizione
    part_tags: etichette | part_none: nulla | comes_back: ritorna | is_removed: viene eliminata | done: fatta | open: da fare
    taken_back: Prima annullato: {x}.
    impossible: L’assistente ha chiesto qualcosa di impossibile. Non è stato modificato nulla.
    nothing_to_undo: Non c’è nulla da annullare. | task_limit: Ci sono troppe attività da fare.
    falls: {x} {y}, quindi risponde {z}. | builtin: l’assistente integrato | nothing_changed: Non è stato cambiato nulla.
    no_tools: {x} non usa strumenti, quindi non può né vedere né cambiare la tua lista.
    model_auth: ha rifiutato la sua chiave | model_busy: è occupato | model_no_credit: non ha più credito | model_not_found: non esiste
    model_request_refused: non ha accettato la richiesta | model_context_exceeded: non può leggere una conversazione così lunga
    model_timeout: non ha risposto in tempo | model_bad_response: non ha dato una risposta leggibile
    model_truncated: si è interrotto | model_unavailable: non è raggiungibile | usage_limit_reached: ha raggiunto il limite giornaliero
  `),
  ...italianSays,
  repeats: {
    day: ['ogni giorno', 'ogni {n} giorni'],
    week: ['ogni settimana', 'ogni {n} settimane'],
    month: ['ogni mese', 'ogni {n} mesi'],
    year: ['ogni anno', 'ogni {n} anni'],
    on: ', {x}',
    on_day: ' il giorno {x}',
    last_day: ' l’ultimo giorno',
    workdays: 'ogni giorno feriale',
    nth: ['primo {x}', 'secondo {x}', 'terzo {x}', 'quarto {x}', 'ultimo {x}'],
  },
}
