/** Portuguese. */
import { cardWords } from './card-words.ts'
import { dates, type Language, requests, topics } from './language.ts'
import { portugueseSays } from './pt-says.ts'

export const portuguese: Language = {
  tag: 'pt',
  name: 'Português',
  telling:
    'o a os as um uma uns umas do da dos das no na nos nas ao pelo pela e ou sao eu tu voce ele ela meu minha meus minhas me te que quem como quando onde qual quais quantas quantos em com para por sem tudo todos todas tenho ha fazer nao sim obrigado obrigada ola tarefa tarefas lista adiciona adicione apaga elimina remove conclui termina marca mostra move adia renomeia reabre procura ajuda desfazer feito feita nada ja leite pao comprar ligar pagar semana dia cada proximo proxima urgente prioridade nova lembra esquecas poe preciso podes bom boa tudo bem estou amanha hoje',
  dates: dates(`
    W0: segunda segunda-feira seg segunda_feira | W1: terca terca-feira ter terca_feira
    W2: quarta quarta-feira qua quarta_feira | W3: quinta quinta-feira qui quinta_feira
    W4: sexta sexta-feira sex sexta_feira | W5: sabado sab | W6: domingo dom
    w0: segundas segundas-feiras as_segundas | w1: tercas tercas-feiras as_tercas
    w2: quartas quartas-feiras as_quartas | w3: quintas quintas-feiras as_quintas
    w4: sextas sextas-feiras as_sextas | w5: sabados aos_sabados | w6: domingos aos_domingos
    M1: janeiro jan | M2: fevereiro fev | M3: marco | M4: abril abr | M5: maio | M6: junho jun | M7: julho jul
    M8: agosto | M9: setembro | M10: outubro out | M11: novembro nov | M12: dezembro dez
    r0: hoje agora | r1: amanha | r2: depois_de_amanha | r-1: ontem | r-2: anteontem
    s1@09:00: amanha_cedo | q20:00: hoje_a_noite esta_noite | q09:00: esta_manha hoje_de_manha | q15:00: esta_tarde hoje_a_tarde
    p09:00: de_manha da_manha pela_manha a_manha manha | p15:00: de_tarde da_tarde a_tarde tarde
    p20:00: de_noite da_noite a_noite noite noites
    m12:00: meio-dia ao_meio-dia meio_dia | m00:00: meia-noite meia_noite
    n1: um uma | n2: dois duas | n3: tres | n4: quatro | n5: cinco | n6: seis | n7: sete | n8: oito | n9: nove
    n10: dez | n11: onze | n12: doze | n15: quinze
    o1: primeiro primeira | o2: segundo a_segunda | o3: terceiro terceira | o4: quarto a_quarta | o5: quinto a_quinta
    ud: dia dias | uw: semana semanas | um: mes meses | uq: trimestre trimestres | uy: ano anos
    h60: hora horas | h1: minuto minutos | e: sempre cada todos_os todas_as todo_o toda_a todo toda a_cada
    N: proximo proxima que_vem seguinte proximos proximas | T: este esta neste nesta esse essa
    L: passado passada ultimo ultima | i: em dentro_de daqui_a | O: no na para para_o para_a pra pro ao em_o no_dia dia
    A: as a_s pelas ao_redor_das | B: o_mais_tardar no_maximo ate ate_ao ate_a antes_de antes_do
    F: entre desde desde_o a_partir_de a_partir_do | Z: a_ao | E: fim final | S: inicio comeco | f: do da de | t: o a os
    k: h horas hora | H: meia | Q: um_quarto | P: passadas | K: fim_de_semana | l: depois mais_tarde | g: ha atras
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: dias_uteis todos_os_dias_uteis de_segunda_a_sexta nos_dias_uteis
    bFREQ=WEEKLY;INTERVAL=2: de_duas_em_duas_semanas de_2_em_2_semanas quinzenalmente | bFREQ=WEEKLY;INTERVAL=3: de_tres_em_tres_semanas
    bFREQ=DAILY;INTERVAL=2: de_dois_em_dois_dias de_2_em_2_dias | bFREQ=DAILY;INTERVAL=3: de_tres_em_tres_dias
    bFREQ=MONTHLY;INTERVAL=2: de_dois_em_dois_meses | bFREQ=MONTHLY;INTERVAL=3: de_tres_em_tres_meses
    bFREQ=MONTHLY;INTERVAL=6: de_seis_em_seis_meses
    bFREQ=DAILY: diariamente | bFREQ=WEEKLY: semanalmente | bFREQ=MONTHLY: mensalmente | bFREQ=YEARLY: anualmente
    &: e | V: jantar cinema festa concerto teatro | v: despertador pequeno-almoco
    n13: treze
    n14: catorze quatorze
    n16: dezesseis dezasseis
    n17: dezessete dezassete
    n18: dezoito
    n19: dezenove dezanove
    n20: vinte
    n30: trinta
    y12-25: natal
    y12-31: vespera_de_ano_novo reveillon
    y12-24: vespera_de_natal
    y01-01: ano_novo
  `),
  half_before: false,
  day_numbers: true,
  list: {
    task: 'tarefa|coisa|item',
    tasks: 'tarefas|coisas|itens',
    articles: 'o|a|os|as|um|uma|meu|minha|meus|minhas|este|esta|esse|essa',
    it: '(?:isso|isto|essa|esse|este|esta|o|a|ela|ele|essa tarefa|a tarefa)',
    them: '(?:eles|elas|esses|essas|estes|estas|os|as|ambas|ambos|os dois|as duas)',
    both: 'ambas|ambos|os dois|as duas',
    all_three: 'os tres|as tres',
    titled: 'intitulad[oa]|chamad[oa]|titulo',
    everything: 'tudo|todas|todos|(?:a )?(?:minha |a )?lista(?: inteira)?',
    all: 'todas?(?: as)?(?: minhas)?|todos?(?: os)?(?: meus)?|cada',
    except: 'exceto|menos|salvo|mas nao',
    within: 'em|no|na',
    and: 'e|tambem|&',
    to: 'a|ate',
    done: '(?:que (?:estao|estão) )?(?:ja )?(?:feit[ao]s?|concluid[ao]s?|terminad[ao]s?|completad[ao]s?|acabad[ao]s?)|(?:ja )?(?:fiz|conclui|terminei)',
    open: 'abert[ao]s?|pendentes?|por fazer|em falta',
    overdue:
      'esqueci|esquecid[ao]s?|passad[ao]s? (?:do prazo|da data)|fora do prazo|perdid[ao]s?|(?:ja )?passou (?:do prazo|da data)|atrasad[ao]s?|vencid[ao]s?|em atraso',
    undated: '(?:que nao tem |nao tem )?sem (?:data|prazo)|nao tem data',
    repeating: '(?:que )?se repetem?|repetid[ao]s?|recorrentes?',
    by_priority: '(?:ordenad[ao]s )?por (?:prioridade|importancia)',
    urgent: 'prioritari[ao]s?|prioridades|urgentes?|importantes?|(?:de |com )?(?:prioridade alta|alta prioridade)',
    low: '(?:de |com )?(?:prioridade baixa|baixa prioridade)',
    medium: '(?:de |com )?(?:prioridade media|media prioridade)',
    noise:
      'mais|e|sao|esta|estao|tenho|ha|que|me|meu|minha|minhas|meus|a|o|os|as|um|uma|de|do|da|dos|das|para|por|em|no|na|com|fazer|todas?|todos?|tudo|mostra|lista|tarefas?|coisas?|pendentes?|quais|qual|quantas|ainda|devo|falta|faltam|por favor|algo|agora|ja|ver|eu|se|proxim[ao]s?|pra|pro|tem|alguma|coisa|mais|to|estou|nada|so',
    about: 'para|pra|pro|do|da|sobre|acerca de|com|de|etiquetad[ao]s? com',
    since: 'desde|a partir de',
    last_place: 'ultim[ao]',
    later: 'mais tarde|depois|para a frente|pra frente',
    earlier: 'mais cedo|antes|para tras|pra tras',
  },
  priorities: {
    high: 'alta|alto|maxima',
    medium: 'media|normal',
    low: 'baixa|baixo|minima',
    none: 'nenhuma|sem',
    urgent: '(?:(?:muito|super|bem|bastante) )?(?:urgente|importante)',
    priority: 'prioridade',
    asap: 'o mais rapido possivel|quanto antes|o quanto antes',
  },
  verbs:
    'abrir acabar agendar ajudar alimentar alugar andar apanhar aprender arranjar arrumar assinar atualizar avisar buscar cancelar chamar colher comer completar comprar concertar confirmar conseguir consertar contactar copiar cortar costurar cozinhar cuidar dar decidir deixar descarregar desenhar devolver dizer emprestar encomendar encontrar enviar ensaiar entregar escolher escrever esperar estudar explicar falar faturar fazer fechar guardar imprimir instalar ir jogar lavar ler levar ligar limpar mandar marcar montar mostrar mudar nadar organizar pagar passar passear pedir perguntar pintar planear planejar plantar por preparar procurar programar provar reciclar recolher regar remarcar renovar reparar reservar responder rever sair tirar tomar traduzir trazer treinar trocar usar vender ver verificar viajar visitar voltar',
  verb_last: false,
  before:
    '(?:voce )?(?:me )?(?:podes|pode|poderias|poderia|consegues|consegue|da para|da pra|te importas de|se importa de|importas-te de|seria possivel|e possivel|fazes-me o favor de) |(?:a proposito|ah|olha|oh)[,:!]+ |(?:(?:nao, )?espera|desculpa|ops|nao)[,!.:]+ |(?:ola|oi|ok|bom|entao|desculpa|e|agora|por favor|sim|tambem)[,!.:]? |(?:podes|pode|poderias|consegues) |(?:quero|queria|gostava de|gostaria de) ',
  after:
    ',? (?:n?a |no )?mesm[ao] hor(?:a|ario)|,? (?:por favor|pfv|pf|pls|por gentileza|obrigado|obrigada|agora|tambem|outra vez)',
  on_list: '(?:da|na|a) (?:minha )?lista',
  glue: 'sem falta|e|por favor|agora|melhor|o|a|para|pra|pro|como|marca|so|em|com|que|seja|as|prioridade|antes|no|na|de',
  correcting:
    'nao|ah|oh|ops|desculpa|alias|melhor|na verdade|quero dizer|quis dizer|espera|muda(?:-o)?|poe|e|para|afinal',
  retracting:
    '(?:nao|espera|desculpa|ops|ai)(?:,? (?:nao|espera|melhor(?! nao)|desculpa|quer dizer|quero dizer))*|quero dizer|quer dizer|quis dizer|alias|ou melhor|ou seja',
  talking:
    '^(?:eu|tu|ele|ela|isto|isso|que|quem|como|quando|onde|porque|por que|sao|estou|estas|sou|es|esta|ola|conta|canta|partilha|feliz|bom|boa|meu chefe|nao|nunca|sim)\\b|\\b(?:sao|esta bom|estao|era|foi|disse|diz)\\b|\\b(?:a )?minha lista\\b',
  asking:
    '(?:mostra|procura|encontra|o que|que|qual|quais|quando|onde|quem|como|quantas|quantos|ha|tenho|esta|porque)(?![a-z])',
  past: 'feito=fazer fiz=fazer pus=por posto=por escrito=escrever visto=ver li=ler paguei=pagar reguei=regar liguei=ligar',
  past_mark:
    '^(?:ja )?(?:ja |acabei de )|^[a-z]+(?:ei|i) (?:o|a|os|as|ao|ontem)? ?|(?:^| )[a-z]+(?:ado|ada|ido|ida|ados|adas|pago|paga)$',
  again: '(?:uma )?tarefa(?: para)? |(?:lembra-?me de |tenho (?:que|de) |preciso de )',
  must: 'tenho (?:de|que)|preciso|devo|temos (?:de|que)',
  halves: {
    because: 'como|porque|ja que|visto que|uma vez que|dado que|pois',
    so: 'entao|por isso|portanto|dai|e',
    duty: '(?:tenho (?:que|de)|temos (?:que|de)|preciso(?: de)?|precisamos(?: de)?|devo|devemos|vou ter (?:que|de))(?: (?:ainda|tambem|antes))*',
    happens: 'vem|chegam?|faz(?:em)? anos|se casam?',
    noted:
      '(?:anota|aponta|escreve|marca|poe|adiciona|coloca|bota)(?:-[oa]| ai| isso| isto)+(?: (?:pra|para) mim)?(?: na (?:minha )?lista)?',
    namely: 'mais precisamente|a saber|isto e',
    denied: '(?:ainda )?nao (?:[oa]s? )?(?:\\S{2,}[ei]i|\\S{2,}ti|fiz|fui)(?: ainda)?|ainda nao',
  },
  company: 'com|entre|para|de|sobre|a',
  moved:
    'pode tambem basta passa passou passar passam muda mudou mudar mudado adia adiou adiada adiado adiar antecipa antecipou fica ficou ficar vai foi sera e esta comeca transferido transferida transfere remarcado remarcada remarca remarcou empurra joga joguei deixa leva atrasa atrasou atrasada agora melhor afinal so para pra pras pro pros as a ao aos ate o os em na no tem que de ser deve desloca deslocado se mais tarde cedo ja entao puxa arrasta troca trocou volta cai acontece marcado marcada vem',
  moving: '(?:sim,? )?(?:muda|mudar|move|mover)(?:-[ao])?',
  anew: '(?:nao,? )?(?:(?:uma )?(?:nov[ao]|outra)(?: tarefa)?|adiciona(?:r)?)',
  questions: 'que|o que|qual|quais|quando|onde|quem|como|quantas|quantos|porque|por que|ha|tenho|tem',
  too: 'tambem',
  requests: requests(String.raw`
    undo: (?:deixa|poe|volta|coloca)(?:-[oa]| isso)? (?:como (?:estava|antes|era)|onde estava)
    undo: (?:desfazer|desfaz|desfaca|anular|anula|reverter|reverte)(?: (?:isso|isto|a ultima .*))?
    undo: (?:desfaz|desfaca|anula|reverte)(?: isso| isto|-o|-a)?
    refrain: nao (?!precis[ao] mais|me deix|(?:se |me )?esquec|posso (?:me )?esquec|devo esquec|esquece|te esquecas|esquecas|esquecer|esqueca|se esqueca).+
    refrain: nunca .+
    refrain: (?:nao quero|nao vou|ainda nao) .+
    ahead: (?:lembra-?me|lembre-?me|me lembra|me lembre|avisa-?me|avise-?me|me avisa|me avise) (?<n>.{2,30}?) antes
    ahead: (?:lembra-?me|lembre-?me|me lembra|me lembre|avisa-?me|avise-?me|me avisa|me avise) (?<n>.{2,30}?) (?:antes |anterior |(?<=vespera ))(?:d[eoa]s?|a[os]?) {x}
    ahead: (?:lembra-?me|lembre-?me|me lembra|me lembre|avisa-?me|avise-?me|me avisa|me avise)(?: d[eoa]s?| sobre)? {o} antes
    snooze: (?:adia|adie|move|passa|remarca) (?:o (?:meu )?)?lembrete (?:de|da|do|pa?r[ao]) {x} (?:pa?r[ao]|ate) (?:o |a )?{w}
    snooze: snooze {x} (?:ate|pa?r[ao]|a) (?:o |a )?{w}
    snooze: snooze {x}(?: por)? (?<n>.+)
    snooze: snooze {x}
    snooze: (?:lembra-?me|lembre-?me|me lembra|me lembre) (?:outra vez|de novo|novamente)(?: {x})? (?<w>(?:em|daqui|dentro|as|amanha|na|no|mais)\b.*)
    snooze: (?:lembra-?me|lembre-?me|me lembra|me lembre) (?<w>(?:em|daqui|dentro|as|amanha|na|no)\b.*?) (?:outra vez|de novo|novamente)
    untag: (?:remove|tira|apaga) (?:a )?etiqueta {g} (?:de|da|do) {x}
    untag: (?:remove|tira|apaga) (?<g>#[^\s\d]\S*) (?:de|da|do) {x}
    tag: etiqueta {x} (?:com|como) {g}
    tag: (?:adiciona|poe) (?:a )?etiqueta {g} (?:a|ao) {x}
    tag: (?:adiciona|poe) (?<g>#\S+) (?:a|ao) {x}
    note: (?:adiciona|poe) (?:uma )?nota (?:a|ao) {x} ?: ?{t}
    rename: (?:renomeia|renomear|muda o (?:titulo|nome) de) {x} (?:pa?r[ao]|como) {t}
    rename: (?:muda|mude|troca|troque|altera) {x} (?:pa?r[ao]|por) {t}
    clear_date: (?:remove|tira|apaga) a (?:data) (?:de|da|do) {x}
    clear_date: sem data
    clear_time: (?:tira|remove|apaga|sem) (?:a )?hora
    clear_time: (?:remove|tira|apaga) a hora (?:de|da|do) {x}
    clear_priority: (?:remove|tira|apaga) a prioridade (?:de|da|do) {x}
    clear_repeat: (?:remove|tira|apaga) a repeticao (?:de|da|do) {x}
    clear_tags: (?:remove|tira|apaga) as etiquetas (?:de|da|do) {x}
    clear_note: (?:remove|tira|apaga) a nota (?:de|da|do) {x}
    raise: (?:aumenta|sobe) a prioridade (?:de|da|do) {x}
    lower: (?:baixa|reduz) a prioridade (?:de|da|do) {x}
    move: (?:muda|altera|poe) a (?:data|prioridade|hora) (?:de|da|do) {x} pa?r[ao] {w}
    move: (?:poe|da|coloca) (?<w>prioridade \S+|\S+ prioridade) (?:a|ao|em|na|no) {x}
    move: (?:passa|muda|move|adia|poe)(?:-(?<x>o|a|os|as))? (?:tudo )?(?:pa?r[ao]|ate) (?:o |a )?{w}
    state: (?<x>(?:a |o |tarefa )?#?\d{1,6}) (?<w>(?:as|pa?r[ao]|na|no|em) .+)
    move: (?:move|muda|adia|passa|poe|antecipa|remarca|mova|mude|adie|coloca) {x} (?:pa?r[ao]|ate|a|em) (?:o |a )?{w}
    move: {x} (?:foi|ficou|esta) (?:adiad|remarcad|movid|transferid|antecipad|mudad)[ao]s? pa?r[ao] (?:a |o )?{w}
    move: {x} (?:vai ser|sera|comeca|ficou)(?: agora| pa?r[ao])* {w}
    move: deixa {x} pa?r[ao] (?:a |o )?{w}
    move: {x} ?(?:->|→) ?{w}
    move: (?<x>(?:tudo|todas|todos) (?:o |os |as )?(?:de|do|da) .+?) (?:pa?r[ao]|ate)(?: a| o)? {w}
    move: {x} (?:pode|podem)(?: bem| ainda)? (?:esperar|ficar)(?: ate| por| para)?(?: a| o| ao)? {w}
    move: (?:passa|passe|joga|jogue|empurra|empurre|deixa|deixe|leva|leve|arrasta|transfere|transfira|remarca|remarque|reagenda|troca|bota|puxa|adia|adie|antecipa) {x} (?:para|pra|pro|ate|as) (?:o |a |as )?{w}
    shift: (?:adia|atrasa|move|adie)-(?<x>o|a|os|as) (?<n>.+)
    shift: (?:adia|atrasa|move|adie|empurra) {o}
    shift: {o} mais tarde
    shift: (?:adia|adie) {x}
    earlier: (?:antecipa|adianta) {o}
    earlier: {o} mais cedo
    make: (?:marca|marque|faz|poe|mete|bota|muda|mude|deixa|repete|repita) {o}
    state: (?<x>(?:a |o )?(?:tarefa )?#?\d+) e {w}
    state: {x} (?:sao|deve ser|tem (?:de|que) ser|tem de (?:estar|ficar)(?: pronto| feito)?|precisa(?: de)? ser|fica|esta|ta|ficou|virou)(?: pa?r[ao]| agora)* {w}
    state: {x}(?: agora| ja| na verdade| afinal)* e (?:agora |so |mesmo )*(?<w>(?:muito |super |bem )?(?:urgente|importante)|(?:daqui|amanha|depois|segunda|terca|quarta|quinta|sexta|sabado|domingo|dia|pa?r[ao])\b.*)
    state: {x} ?: ?{w}
    toggle: alterna {x}
    reopen: (?:reabre|reabrir|desmarca|reabra) {x}
    reopen: {x} (?:nao esta|ainda nao esta) (?:feit[ao]|concluid[ao]|terminad[ao])
    reopen: marca {x} como (?:pendente|aberta|nao feita)
    complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
    complete: {x} ?(?:✓|✔️?|✅|☑️?)
    complete: (?:marca|marque) {x} como (?:feit[ao]s?|concluid[ao]s?|terminad[ao]s?)
    complete: (?:marca|marque) como (?:feit[ao]s?|concluid[ao]s?|terminad[ao]s?) {x}
    complete: (?:conclui|termina|acaba|completa|risca|fecha)-(?<x>o|a|os|as)
    complete: (?:conclui|termina|acaba|completa|risca|fecha|conclua|termine|complete) {x}
    complete: (?:ja )?(?:terminei|acabei|conclui|fiz)(?: com)? {x}
    complete: {x} ja (?:foi|foram|era|eram|esta|ta|estao|tao)
    complete: {x} (?:ja )?(?:esta|ta|estao|tao) (?:ok|resolvid[ao]s?|feit[ao]s?|concluid[ao]s?|terminad[ao]s?|pront[ao]s?)
    complete: {x},? ?[-–:]? ?(?:feit[ao]s?|concluid[ao]s?|terminad[ao]s?|pront[ao])
    complete: (?:feito|concluido):? {x}
    complete: feito|concluido|pronto
    delete: (?:apaga|elimina|remove|exclui|tira)-(?<x>o|a|os|as)
    delete: (?:apaga|elimina|remove|exclui|tira|apague|elimine|remova|exclua|apagar|eliminar|remover) {x}(?: da (?:minha )?lista)?
    delete: (?:esquece|larga) (?<x>(?:a|o|tarefa) .+|#?\d+)
    delete: (?:ja )?nao (?:preciso|precisa) mais (?:de |do |da )?{x}
    delete: apaga|elimina
    remind: lembra-?me (?<w>(?:depois de amanha)?.{1,60}?) de {t}
    remind: (?:lembra-?me|lembre-?me|me lembra|me lembre) (?<w>depois de amanha(?: .{1,40}?)?|.{1,60}?) (?:de|da|do|que) {t}
    remind: (?:lembra-?me|lembre-?me|me lembra|me lembre)(?: de| que)? {t}
    add: (?:anotar|apontar|adicionar|colocar|por|meter|escrever|botar|acrescentar)(?:-me)?(?: (?:na|a) (?:minha )?lista)?(?: (?:para|pra) mim)?(?: que tenho (?:de|que)| que preciso(?: de)?)? ?:? {t}(?: (?:na|a) (?:minha )?lista)?
    add: (?:lembra|lembrar|lembrete|nao esquecer|nao esquece|nao posso esquecer)(?: de)? ?:? {t}
    add: (?:adiciona|adicione|adicionar|acrescenta|cria|anota|inclui)(?: ai)?(?: (?:a |uma )?(?:nova )?tarefa(?: de| para)?)?(?: (?:a|na) (?:minha )?lista)? ?:? {t}
    add: (?:novo|nova|tambem) ?: ?{t}
    add: (?:nova tarefa ?:?|tarefa ?:) ?{t}
    add: (?:poe|coloca|mete|ponha|anota) na (?:minha )?lista:? {t}
    add: (?:poe|coloca|mete|ponha|bota|inclui) {t} na (?:minha )?lista(?: de .*)?
    add: (?:bota|poe|coloca|mete|anota|aponta|escreve|marca|adiciona|salva)(?: isso)? ai:? {t}
    add: (?:bota|aponta|anota|escreve|regista|registra):? {t}
    add: {t} na (?:minha )?lista
    add: nao (?:me )?(?:deix\S+|posso|devo)(?: me| eu)? esquecer(?: de)? {t}
    add: (?:nao esquece|nao te esquecas|nao esquecas|nao esquecer|nao se esqueca)(?: de)? {t}
    add: (?:tenho (?:que|de)|preciso(?: de)?|devo|e preciso|ha que)(?: tambem| ainda)? {t}
    add: adiciona|nova tarefa
    search: (?:procura|procurar|busca|encontra|pesquisa)(?: (?:algo|tudo|tarefas?))?(?: (?:sobre|por|com))? {q}
    search: (?:ha|tenho) (?:algo|alguma coisa|tarefas?) (?:sobre|com|acerca de) {q}
    when: a que horas? (?:e|sera|fica|vai ser)(?: o| a)? {x}
    when: quando (?:e|era|tenho|sao|vence)(?: que| mesmo)*(?: o| a)? {x}
    when: (?:o |a )?{x} (?:ja )?esta (?:feit[ao]|pag[ao]|terminad[ao])\?
    show: (?:mostra|mostra-me|abre|mostre) {x}
    count: quant[ao]s {q}
    ask: (?:o que|que|quais|qual)(?: e que| e| tem| ha)?(?: {q})?
    ask: (?<q>(?:tudo|todas|todos) .+)
    ask: (?:tenho|ha|tem|estou|to|esta|estao) {q}\?
    ask: algo {q}
    list: (?:mostra|mostra-me|lista|listar|mostre)(?: {q})?
    bare: (?:todas |as |minhas |a |minha )*(?:tarefas|lista)(?: {q})?
  `),
  topics: topics(String.raw`
    hello: (?:ola|oi|bom dia|boa tarde|boa noite|viva|hey)(?: .{0,12})?
    hello: (?:feliz|bom fim de semana).*
    fine: (?:tudo bem|como estas|como vai|como esta).*
    thanks: (?:ok|perfeito|otimo|muito bem)?,? ?(?:obrigad[ao]|muito obrigad[ao]|valeu)(?: .{0,20})?
    thanks: ok|okay|perfeito|otimo|muito bem|bem|fixe|legal|certo|kkk
    bye: (?:adeus|ate (?:logo|amanha|breve|ja)|tchau)
    yes: (?:sim|claro|com certeza|pode ser|exato|confirmo|faz isso|sim por favor)(?:,? .{0,12})?
    no: (?:nao|nao,? obrigad[ao]|cancela|cancelar|deixa|esquece|para|ainda nao|nada|melhor nao|deixa estar|deixa para la)
    who: quem es(?: tu)?.*|quem (?:e )?voce.*|o que es(?: tu)?|como te chamas|quem te .*|que modelo.*
    human: (?:tu )?es (?:um|uma|humano|real|chatgpt).*|voce e .*
    languages: (?:que linguas|que idiomas|falas|fala).*
    data: onde (?:estao|ficam).*dados.*
    learn: aprendes.*|voce aprende.*
    export: (?:como|posso|onde) .*(?:exportar|importar).*
    repeats_help: como (?:faco|posso|fazer) .{0,40}(?:repet|recorr)\S*.*
    repeats_help: como funcionam as repeticoes
    can_ring: (?:podes|vais|consegues|pode) (?:me )?(?:lembrar|avisar|lembrar-me|avisar-me|acordar-me).*
    can_ring: (?:poe|define) (?:um |uma )?(?:alarme|despertador|temporizador).*|acorda-me.*|avisa-me.*
    can_share: (?:partilha|compartilha|envia|manda) (?:a )?(?:minha )?lista.*|podes (?:partilhar|enviar) .*
    can_delete: como (?:posso |eu |)(?:apag|elimin|adicion|mud|mov)\S* .*
    can_other: (?:conta|canta|escreve|reserva|toca)(?:-me)? (?:uma|um|musica).*
    can_other: (?:podes|pode|poderias|consegues|consegue|sabes|sabe)(?: tambem)? (?:enviar|mandar|ligar|telefonar|escrever|traduzir|cozinhar|cantar|tocar|reservar|encomendar) .*
    can_other: (?:que tempo|que horas|que dia e|quem|porque|qual e a capital).*|traduz .*
    help: (?:ajuda|ajuda-me|help|o que (?:podes|sabes) fazer.*|o que pode(?:s)? fazer.*|o que posso (?:fazer|dizer)|como funciona(?: isto)?|comandos|exemplos)
    condition: (?:se|quando|assim que|caso|a menos que) (?!puderes|puder|possivel|faz favor|voce (?:puder|quiser))[^,?]+, .+
    sorry: (?:isso|isto) (?:esta errado|nao e .*)|errado|percebeste mal
    chat: .*\b(?:chove|bom tempo|mau tempo|faz (?:frio|calor|sol))\b.*
    chat: (?:estou|sou|sinto|gosto|odeio|acho)(?: .*)?|tu es .*|hmm+|que dia
  `),
  card: cardWords(`
    added: Adicionado | changed: Alterado | completed: Concluído | reopened: Reaberto | deleted: Apagado | undone: Desfeito
    redone: Refeito | switched: Concluído ou reaberto | counted: {x}: {n} tarefas | found_none: Nenhuma tarefa
    found_one: 1 tarefa | found_many: {n} tarefas | failed: Não foi possível: {x} | waits: Espera pela tua confirmação.
    tool_add: Adicionar tarefa | tool_list: Mostrar tarefas | tool_change: Alterar tarefa | tool_complete: Concluir tarefa
    tool_toggle: Concluir ou reabrir | tool_delete: Apagar tarefa | tool_undo: Desfazer a última alteração
    tool_unknown: Ferramenta desconhecida | tasks: Tarefas | empty: Nada aqui. Adiciona algo abaixo. | gone: já não existe
    edit: Editar | delete: Apagar | undo: Desfazer | back: Voltar | save: Guardar | edit_task: Editar tarefa
    gone_task: Esta tarefa já não existe. | due: Data | no_due: Sem data | quick: Nova tarefa, como “ligar à mãe na sexta”
    add: Adicionar | none: nenhuma | low: baixa | medium: média | high: alta | rings: toca {x} | priority: prioridade {x}
    add: (?:tenho|temos) (?:uma? )(?<o>.+)
    ask_one: {x} esta tarefa? | ask_many: {x} estas {n} tarefas? | do_add: Adicionar | do_list: Mostrar | do_change: Alterar
    do_complete: Concluir | do_toggle: Concluir ou reabrir | do_delete: Apagar
    ask_undo_one: Desfazer a última alteração desta tarefa? | ask_undo_many: Desfazer a última alteração destas {n} tarefas?
    confirm: Confirmar | cancel: Cancelar | approved: Confirmado | declined: Cancelado | expired: Expirado
    part_title: título | part_description: descrição | part_status: estado | part_priority: prioridade | part_due: data
    part_rings: toca | part_repeats: repetição | part_tags: etiquetas | part_none: nada | comes_back: volta
    is_removed: é apagada | done: concluída | open: pendente | taken_back: Primeiro foi desfeito: {x}.
    impossible: O assistente pediu algo que não é possível. Nada foi alterado com isso.
    nothing_to_undo: Não há nada para desfazer. | task_limit: Há demasiadas tarefas pendentes.
    falls: {x} {y}, por isso responde {z}. | builtin: o assistente integrado | nothing_changed: Nada foi alterado.
    no_tools: {x} não usa ferramentas, por isso não pode ver nem alterar a tua lista.
    model_auth: recusou a sua chave | model_busy: está ocupado | model_no_credit: não tem crédito | model_not_found: não existe
    model_request_refused: não aceitou o pedido | model_context_exceeded: não consegue ler uma conversa tão longa
    model_timeout: não respondeu a tempo | model_bad_response: não deu uma resposta legível
    model_truncated: foi interrompido | model_unavailable: não está acessível | usage_limit_reached: atingiu o seu limite diário
  `),
  ...portugueseSays,
  repeats: {
    day: ['cada dia', 'a cada {n} dias'],
    week: ['cada semana', 'a cada {n} semanas'],
    month: ['cada mês', 'a cada {n} meses'],
    year: ['cada ano', 'a cada {n} anos'],
    on: ' em {x}',
    on_day: ' no dia {x}',
    last_day: ' no último dia',
    workdays: 'cada dia útil',
    nth: ['primeira {x}', 'segunda {x}', 'terceira {x}', 'quarta {x}', 'última {x}'],
  },
}
