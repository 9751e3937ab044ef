/** Spanish. */
import { cardWords } from './card-words.ts'
import { spanishSays } from './es-says.ts'
import { dates, type Language, requests, topics } from './language.ts'

export const spanish: Language = {
  tag: 'es',
  name: 'Español',
  telling:
    'el la los las un una unos unas de del al y o es son esta estan soy yo tu mi mis me te que quien como cuando donde cual cuales cuantas cuantos en con para por sin todo todos todas tengo hay hacer no si gracias hola tarea tareas lista anade agrega borra elimina quita completa termina marca muestra mueve cambia pospon renombra reabre busca ayuda deshacer hecho hecha nada ya he leche pan comprar llamar pagar semana dia cada proximo proxima urgente prioridad nueva recuerdame olvides pon puedes buenos buenas estoy',
  dates: dates(`
    W0: lunes lun | W1: martes mar | W2: miercoles mie | W3: jueves jue | W4: viernes vie | W5: sabado sab
    W6: domingo dom
    w0: los_lunes | w1: los_martes | w2: los_miercoles | w3: los_jueves | w4: los_viernes | w5: los_sabados sabados
    w6: los_domingos domingos
    M1: enero ene | M2: febrero feb | M3: marzo | M4: abril abr | M5: mayo | M6: junio jun | M7: julio jul
    M8: agosto ago | M9: septiembre setiembre sept | M10: octubre oct | M11: noviembre nov | M12: diciembre dic
    r0: hoy ahora | r1: manana mañna manna | r2: pasado_manana | r-1: ayer | r-2: anteayer
    q20:00: esta_noche | q09:00: esta_manana | q15:00: esta_tarde
    p09:00: por_la_manana de_la_manana | p15:00: por_la_tarde de_la_tarde tarde
    p20:00: por_la_noche de_la_noche noche noches | m12:00: mediodia al_mediodia | m00:00: medianoche
    n1: un una uno | n2: dos | n3: tres | n4: cuatro | n5: cinco | n6: seis | n7: siete | n8: ocho | n9: nueve
    n10: diez | n11: once | n12: doce | n15: quince
    o1: primer primero primera | o2: segundo segunda | o3: tercer tercero tercera | o4: cuarto_lugar cuarta
    o5: quinto quinta
    ud: dia dias | uw: semana semanas | um: mes meses | uq: trimestre trimestres | uy: ano anos
    h60: hora horas | h1: minuto minutos | e: siempre cada todos_los todas_las todo_el todos
    N: proximo proxima que_viene siguiente siguientes proximos proximas | T: este esta esto estos
    L: pasado pasada ultimo ultima | i: en dentro_de | O: el para_el para el_dia al
    A: a_las a_la sobre_las hacia_las | B: antes_de antes_del hasta hasta_el a_mas_tardar
    F: entre desde desde_el a_partir_de a_partir_del | Z: a | E: fin finales final a_fin a_finales al_final | S: principio principios comienzo
    f: de del | t: la los las | k: h horas | H: media | Q: cuarto | P: pasadas | Y: menos_cuarto
    K: fin_de_semana finde | l: despues mas_tarde | g: hace atras
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: dias_laborables cada_dia_laborable de_lunes_a_viernes entre_semana dias_habiles todos_los_dias_habiles los_dias_habiles todos_los_dias_laborables
    bFREQ=DAILY: diariamente a_diario diario | bFREQ=WEEKLY: semanalmente semanal
    bFREQ=MONTHLY: mensualmente mensual | bFREQ=YEARLY: anualmente anual | &: y e
    V: cena cine fiesta concierto teatro | v: desayuno despertador
    n13: trece
    n14: catorce
    n16: dieciseis
    n17: diecisiete
    n18: dieciocho
    n19: diecinueve
    n20: veinte
    n21: veintiuno
    n22: veintidos
    n23: veintitres
    n24: veinticuatro
    n25: veinticinco
    n26: veintiseis
    n27: veintisiete
    n28: veintiocho
    n29: veintinueve
    n30: treinta
    y12-31: nochevieja
    y12-24: nochebuena
    y12-25: navidad
    y01-06: reyes
    y01-01: ano_nuevo
  `),
  half_before: false,
  day_numbers: true,
  list: {
    task: 'tarea|cosa|elemento|pendiente',
    tasks: 'tareas|cosas|elementos|pendientes',
    articles: 'el|la|los|las|un|una|mi|mis|este|esta|ese|esa|lo',
    it: '(?:eso|esto|esa|ese|este|esta|lo|la|esa tarea|la tarea)',
    them: '(?:ellos|ellas|esos|esas|estos|estas|los|las|ambas|ambos|los dos|las dos|todas ellas)',
    both: 'ambas|ambos|los dos|las dos',
    all_three: 'los tres|las tres',
    titled: 'titulad[oa]|llamad[oa]|titulo',
    everything: 'todo|todas|todos|(?:mi|la) lista(?: entera)?',
    all: 'todas?(?: las| mis)?|todos?(?: los| mis)?|cada',
    except: 'excepto|menos|salvo|pero no',
    within: 'en',
    and: 'y|e|luego|ademas|&',
    to: 'a|hasta',
    done: '(?:que (?:estan?|he) )?(?:hech[ao]s?|completad[ao]s?|terminad[ao]s?|acabad[ao]s?|finalizad[ao]s?|ya hech[ao]s?)|he (?:hecho|terminado|completado)',
    open: 'abiertas?|pendientes?|por hacer|sin hacer|sin terminar',
    overdue:
      '(?:se me )?(?:ha )?olvidado|olvide|(?:se (?:me )?)?(?:ha|han) pasado(?: de fecha)?|pasad[ao]s? de fecha|fuera de plazo|caducad[ao]s?|atrasad[ao]s?|vencid[ao]s?|con retraso',
    undated: '(?:que no tienen |no tienen? )?sin fecha|no tienen? fecha',
    repeating: '(?:que )?se repiten?|repetid[ao]s?|recurrentes?',
    by_priority: '(?:ordenad[ao]s )?por (?:prioridad|importancia)',
    urgent: 'prioritari[ao]s?|prioridades|urgentes?|importantes?|(?:de |con )?(?:prioridad alta|alta prioridad)',
    low: '(?:de |con )?(?:prioridad baja|baja prioridad)',
    medium: '(?:de |con )?(?:prioridad media|media prioridad)',
    noise:
      'mas|es|son|esta|estan|tengo|hay|he|que|me|mi|mis|la|el|los|las|lo|un|una|de|del|para|por|en|con|a|al|hacer|todas?|todos?|todo|muestra|ensename|lista|tareas?|cosas?|pendientes?|cuales|cuantas|aun|todavia|toca|debo|debe|vence|vencen|quedan?|etiquetad[ao]s?|etiqueta|por favor|algo|ahora|ya|y|yo|se|ver|dime|proxim[ao]',
    about: 'para|del|sobre|acerca de|con|de|etiquetad[ao]s? con',
    since: 'desde|a partir de',
    last_place: 'ultim[ao]',
    later: 'mas tarde|despues|mas',
    earlier: 'antes|mas temprano',
  },
  priorities: {
    high: 'alta|alto|maxima',
    medium: 'media|normal',
    low: 'baja|bajo|minima',
    none: 'ninguna|sin',
    urgent: '(?:(?:muy|super|bastante|realmente) )?(?:urgente|importante)',
    priority: 'prioridad',
    asap: 'cuanto antes|lo antes posible',
  },
  verbs:
    'abrir acabar ahorrar alimentar alquilar anotar aprender arreglar avisar ayudar barrer bajar buscar cambiar cancelar cenar cerrar cocinar coger comer completar comprar conseguir contestar copiar cortar cosechar coser cuidar dar decidir dejar descargar devolver dibujar encargar encontrar ensayar entregar enviar escribir escuchar estudiar explicar facturar firmar hablar hacer imprimir ir invitar jugar lavar leer limpiar llamar llevar mandar mirar montar mover ordenar organizar pagar parar pasar pasear pedir pintar planchar planear planificar plantar poner preguntar preparar probar programar quedar quitar recoger recordar regar reparar repasar reservar responder revisar sacar salir seguir solicitar subir tender terminar tirar tomar traducir traer usar vender ver viajar visitar volver',
  verb_last: false,
  before:
    '(?:¿ ?)?(?:me )?(?:puedes|podrias|puede|podria|podeis|serias tan amable de|te importa(?:ria)?|seria posible|es posible|me haces el favor de) |(?:por cierto|ah|oye|eh|bueno)[,:!]+ |(?:(?:no, )?espera|perdon|ay|no)[,!.:]+ |(?:hola|oye|ok|bueno|vale|perdon|y|entonces|ahora|por favor|si|tambien)[,!.:]? |(?:puedes|podrias|puede) |(?:quiero|quisiera|me gustaria) (?:que )?',
  after: ',? (?:a )?la misma hora|,? (?:por favor|gracias|ahora|tambien|otra vez)',
  on_list: '(?:de|a|en) (?:la|mi) lista',
  glue: 'sin falta|y|por favor|ahora|mejor|es|el|la|a|al|para|en|con|que|sea|lo|hazlo|prioridad|las|de',
  correcting:
    'no|ah|oh|ay|uy|perdon|perdona|mejor|en realidad|digo|quise decir|quiero decir|espera|sino|ponlo|cambialo|muevelo|y|que sea|vale|para',
  retracting:
    '(?:no|espera|perdon|ups|ay)(?:,? (?:no|espera|mejor(?! no| que no)|perdon|quiero decir|quise decir))*|quiero decir|quise decir|digo|mejor dicho|o mejor',
  talking:
    '^(?:yo|tu|el es|ella|esto|eso|que|quien|como|cuando|donde|por que|es|son|estoy|estas|soy|eres|hace|hola|cuentame|canta|comparte|feliz|buen|bonito|me|mi jefe|no|nunca|si)\\b|\\b(?:es|son|esta|estan|era|fue|dijo|dice|hace (?:buen|mal|frio|calor))\\b|\\bmi lista\\b',
  asking:
    '(?:muestra|muestrame|busca|encuentra|que|cual|cuales|cuando|donde|quien|como|cuantas|cuantos|hay|tengo|esta|por que|¿)(?![a-z])',
  past: 'hecho=hacer hice=hacer puse=poner puesto=poner escrito=escribir visto=ver leido=leer traje=traer fui=ir dije=decir hizo=hacer pague=pagar regue=regar compre=comprar',
  past_mark:
    '^(?:ya )?(?:he |ya |acabo de )|(?:^| )[a-z]+(?:ado|ada|ido|ida|ados|adas)$|^[a-z]+(?:e|i) (?:el|la|los|las) ',
  again: '(?:una )?tarea(?: para)? |(?:recuerdame |tengo que )',
  must: 'tengo que|hay que|debo|debemos|tenemos que|necesito',
  halves: {
    because: 'como|porque|ya que|puesto que|dado que|visto que',
    so: 'asi que|por eso|por lo que|entonces|conque|y',
    duty: '(?:tengo que|tenemos que|hay que|debo|debemos|tendre que|habra que|me toca|necesito)(?: (?:todavia|tambien|antes))*',
    happens: 'vienen?|llegan?|vuelven?|cumplen?|se casan?',
    noted:
      '(?:apunta|anota|escribe|pon|agrega|anade)(?:me|te)?lo(?: (?:en|a) (?:la|mi) lista)?|(?:me )?lo (?:apuntas|anotas)|(?:apunta|anota|escribe) (?:eso|esto)(?: en (?:la|mi) lista)?',
    namely: 'en concreto|concretamente|a saber',
    denied: '(?:(?:aun|todavia) )?no (?:l[oa]s? )?he \\S+(?: (?:aun|todavia))?|(?:aun|todavia) no(?: \\S+){0,2}',
  },
  company: 'con|entre|para|de|sobre|a',
  moved:
    'puede tambien basta pasa pasan paso pasar pasarlo pasala pasado mueve movio mover movido retrasa retraso retrasado retrasan adelanta adelanto adelantado aplaza aplazo aplazado pospone pospuso pospuesto cambia cambio cambiado queda quedo quedado sera es esta fue ha han sido se a al para hasta el la las los en por empieza comienza va ira ahora mejor ya en_vez tiene que ser debe lleva llevan corre corrio deja tira manda traslada trasladado trasladan reprograma reprogramado reagenda reagendado finalmente entonces solo mas tarde antes viene vuelve empezara celebra toca sale cae',
  moving: '(?:si,? )?(?:muevel[ao]|mover|cambial[ao]|mueve)',
  anew: '(?:no,? )?(?:(?:una? )?nuev[ao](?: tarea)?|anadir|anade(?:l[ao])?(?: (?:una )?nueva)?)',
  questions:
    'que|qué|cual|cuál|cuales|cuáles|cuando|cuándo|donde|dónde|quien|quién|como|cómo|cuantas|cuántas|cuantos|cuántos|por que|por qué|hay|tengo|¿',
  too: 'tambien',
  requests: requests(String.raw`
    undo: (?:dejal[oa]|ponl[oa]|devuelvel[oa]) (?:como (?:estaba|antes)|donde estaba)
    undo: (?:deshacer|deshaz|deshazlo|revertir|revierte)(?: (?:eso|esto|el ultimo cambio|lo ultimo))?
    undo: (?:deshaz|deshacer|revierte)(?:lo|la|los)?
    refrain: no (?!se me|puedo olvidar|debo olvidar|me dejes olvidar|olvides|te olvides|olvidar).+
    refrain: nunca .+
    refrain: (?:no quiero|no voy a|no he|aun no) .+
    ahead: (?:(?:me )?(?:avisa|avise|recuerda|recuerde|notifica)(?:me(?:l[oa])?)?|(?:mandame|ponme|pon) un (?:aviso|recordatorio)) (?<n>.{2,30}?) antes
    ahead: (?:(?:me )?(?:avisa|avise|recuerda|recuerde|notifica)(?:me(?:l[oa])?)?|(?:mandame|ponme|pon) un (?:aviso|recordatorio)) (?<n>.{2,30}?) (?:antes del?|(?<=vispera )del?) {x}
    ahead: (?:avisame|recuerdame)(?: de| del| sobre| lo del?)? {o} antes
    snooze: (?:pospon|aplaza|retrasa|mueve) (?:el |mi )?recordatorio (?:de|del|para) {x} (?:a|al|para|hasta) (?:el |la )?{w}
    snooze: snooze {x} (?:hasta|a|para) (?:el |la )?{w}
    snooze: snooze {x}(?: por)? (?<n>.+)
    snooze: snooze {x}
    snooze: recuerda(?:me|melo|mela) (?:otra vez|de nuevo|nuevamente)(?: {x})? (?<w>(?:en|dentro|a las|manana|el|esta|mas)\b.*)
    snooze: recuerdamel[oa] (?<w>(?:en|dentro|a las|manana|el|esta|mas)\b.*)
    snooze: recuerda(?:me|melo|mela) (?<w>(?:en|dentro|a las|manana|el|esta)\b.*?) (?:otra vez|de nuevo)
    untag: (?:quita|elimina|borra) (?:la )?etiqueta {g} (?:de|a) {x}
    untag: (?:quita|elimina|borra) (?<g>#[^\s\d]\S*) (?:de|a) {x}
    tag: etiqueta {x} (?:con|como) {g}
    tag: (?:anade|pon|agrega) (?:la )?etiqueta {g} a {x}
    tag: (?:anade|pon|agrega) (?<g>#\S+) a {x}
    note: (?:anade|pon|agrega) (?:una )?nota a {x} ?: ?{t}
    rename: (?:renombra|cambia el (?:titulo|nombre) de) {x} (?:a|como|por) {t}
    rename: cambia {x} por {t}
    rename: llama a? ?(?<x>lo|la) {t}
    clear_date: (?:quita|elimina|borra) (?:la )?fecha (?:de|a) {x}
    clear_date: sin fecha
    clear_time: (?:quita(?:le)?|borra(?:le)?|elimina|sin) (?:la )?hora
    clear_time: (?:quita|elimina|borra) (?:la )?hora (?:de|a) {x}
    clear_priority: (?:quita|elimina|borra) (?:la )?prioridad (?:de|a) {x}
    clear_repeat: (?:quita|elimina|borra) (?:la )?repeticion (?:de|a) {x}
    clear_repeat: deja de repetir {x}
    clear_tags: (?:quita|elimina|borra) (?:las )?etiquetas (?:de|a) {x}
    clear_note: (?:quita|elimina|borra) (?:la )?nota (?:de|a) {x}
    raise: (?:sube|aumenta) (?:la )?prioridad (?:de|a) {x}
    lower: (?:baja|reduce) (?:la )?prioridad (?:de|a) {x}
    move: (?:cambia|pon|fija) (?:la )?(?:fecha|prioridad|hora) (?:de|a) {x} (?:a|al|para|en) {w}
    move: (?:pon|da)(?:le|les)? (?<w>prioridad \S+|\S+ prioridad) (?:a|al) {x}
    move: (?:mueve|cambia|pasa|pon|adelanta|retrasa|aplaza) {x} (?<w>a las? .+)
    move: (?:mueve|muevelo|cambia|pospon|posponer|aplaza|retrasa|pasa|traslada|pon|adelanta|reprograma) {x} (?:a|al|para|hasta|en) (?:el |la )?{w}
    move: (?:pasa|mueve|cambia|pon|aplaza|retrasa|adelanta)(?<x>lo|la|los|las) (?:todo |todos |todas )?(?:a|al|para|hasta|en) (?:el |la )?{w}
    move: {x} (?:se ha|ha sido|fue|queda) (?:aplazad|movid|cambiad|retrasad|adelantad)[ao]s? (?:a|al|para) (?:el |la )?{w}
    move: {x} (?:empieza|comienza|sera)(?: ahora)* {w}
    move: deja {x} para (?:el |la )?{w}
    move: {x} ?(?:->|→) ?{w}
    move: (?<x>(?:todo|todas|todos) (?:lo |los |las )?de .+?) (?:a|al|para|hasta)(?: el| la)? {w}
    move: {x} (?:puede|pueden) esperar(?: a| al| hasta)?(?: el| la)? {w}
    move: (?:pasa|pasame|traslada|deja|manda|lleva|corre|cambia|adelanta|atrasa|retrasa|reprograma|reagenda|mueve) {x} (?:al?|para|hasta) (?:el |la |las )?{w}
    state: (?<x>(?:la |el |tarea )?#?\d{1,6}) (?<w>(?:a las|a la|para|el|al) .+)
    shift: (?:pospon|aplaza|retrasa|atrasa|mueve)(?<x>lo|la|los|las) (?<n>.+)
    shift: (?:pospon|aplaza|retrasa|atrasa|mueve) {o}
    shift: {o} mas tarde
    shift: (?:pospon|aplaza|retrasa) {x}
    earlier: adelanta(?<x>lo|la|los|las) (?<n>.+)
    earlier: adelanta {o}
    earlier: {o} (?:antes|mas temprano)
    make: (?:marca|haz|pon|ponle|deja|cambia|repite) {o}
    state: {x}(?: ya| ahora| en realidad)* (?:es|son|debe ser|tiene que (?:ser|estar)|hay que tenerl[oa]|queda|esta|se ha vuelto)(?: para| ahora| ya)* {w}
    state: {x} ?: ?{w}
    toggle: alterna {x}
    reopen: (?:reabre|reabrir|desmarca) {x}
    reopen: {x} (?:no esta|aun no esta|todavia no esta) (?:hech[ao]|terminad[ao]|completad[ao])
    reopen: marca {x} como (?:pendiente|abierta|no hecha)
    complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
    complete: {x} ?(?:✓|✔️?|✅|☑️?)
    complete: marca {x} como (?:hech[ao]s?|completad[ao]s?|terminad[ao]s?)
    complete: (?:marca|pon) como (?:hech[ao]s?|completad[ao]s?|terminad[ao]s?) {x}
    complete: (?:completa|termina|acaba|finaliza|tacha|cierra|completar|terminar) {x}
    complete: (?:completa|termina|acaba|tacha)(?<x>lo|la|los|las)
    complete: (?:ya )?(?:he )?(?:terminado|acabado|completado)(?: con)? {x}
    complete: {x} ya (?:esta|estan)
    complete: {x} (?:ya )?(?:esta|estan) (?:hech[ao]s?|completad[ao]s?|terminad[ao]s?|list[ao]s?)
    complete: {x},? ?[-–:]? ?(?:hech[ao]s?|terminad[ao]s?|completad[ao]s?|(?<!\b(?:la|mi|una) )list[ao])
    complete: (?:hecho|terminado|listo):? {x}
    complete: hecho|listo|terminado
    delete: (?:borra|elimina|quita|suprime|borrar|eliminar|quitar) {x}(?: de (?:la|mi) lista)?
    delete: olvida (?<x>(?:el|la|lo|tarea) .+|#?\d+)
    delete: (?:borra|elimina|quita)(?<x>lo|la|los|las)
    delete: borra|elimina
    remind: recuerdame (?<w>.{1,60}?) (?:que )?{t}
    remind: recuerdame (?<w>esta (?:noche|tarde|manana)|pasado manana|manana(?: (?:a las \S+|por la \S+))?|hoy(?: a las \S+)?|el \S+(?: a las \S+)?|a las \S+|(?:dentro de|en) \S+ \S+) {t}
    remind: recuerdame(?: que| de)? {t}
    add: (?:acuerdate|acordarme|recuerda|recordar)(?: de)?(?: que)? (?:tengo que |hay que |debo )?{t}
    add: (?:anotar|apuntar|anadir|agregar|poner|meter|escribir)(?:me|nos)?(?: en (?:la|mi) lista)?(?: que (?:tengo|hay) que| de)? ?:? {t}(?: (?:en|a) (?:la|mi) lista)?
    add: (?:apunta|anota|pon|agrega|anade|mete)(?:me|melo)? que (?:tengo que|hay que|debo) {t}
    add: (?:anade|anadir|agrega|agregar|crea|apunta|anota|incluye|anademe)(?: (?:la |una )?(?:nueva )?tarea(?: de| para)?)?(?: a (?:la|mi) lista)? ?:? {t}
    add: (?:nuevo|nueva|tambien) ?: ?{t}
    add: (?:nueva tarea ?:?|(?:tarea|pendiente) ?:) ?{t}
    add: (?:pon|ponme|mete|meteme|coloca|apuntame) en (?:la|mi) lista:? {t}
    add: (?:pon|mete|coloca) {t} en (?:la|mi) lista(?: de .*)?
    add: (?:apuntame|anotame|ponme|agregame|anademe|apuntate):? {t}
    add: {t} (?:a|en) (?:la|mi) lista
    add: no (?:se me (?:puede|vaya a|debe|tiene que)|puedo|debo|me dejes) olvidar(?:me)?(?: de)? {t}
    add: (?:no (?:te )?olvides|no olvidar|recordar)(?: de)? {t}
    add: (?:tengo que|debo|necesito|hay que|he de)(?: tambien| aun)? {t}
    add: anade|agrega|nueva tarea
    search: (?:busca|buscar|encuentra)(?: (?:algo|todo|tareas?))?(?: (?:sobre|de|con))? {q}
    search: (?:hay|tengo) (?:algo|tareas?) (?:sobre|de|con) {q}
    when: ¿?a que hora (?:es|sera|tengo)(?: el| la| mi)? {x}
    when: ¿?cuando (?:es|tengo|toca|vence|son)(?: que)?(?: el| la)? {x}
    when: (?:esta|estan)(?: el| la)? {x} (?:hech[ao]|pagad[ao]|terminad[ao])
    when: (?:¿)?he \S+(?: ya)? (?<x>(?:el|la) .+)\?
    show: (?:muestra|muestrame|abre|ensena)(?:me)? {x}
    count: ¿?cuant[ao]s {q}
    ask: que (?:se me )?{q}
    ask: ¿?(?:que|cuales|cual)(?: {q})?
    ask: ¿?(?:tengo|hay|esta|estan) {q}
    ask: ¿?algo {q}
    ask: (?<q>(?:todo|todas|todos) .+)
    list: (?:muestra|muestrame|lista|listar|ensename|mostrar)(?: {q})?
    bare: (?:todas |mis |las )*(?:tareas|lista|pendientes)(?: {q})?
  `),
  topics: topics(String.raw`
    hello: (?:hola|buenas|buenos dias|buenas tardes|buenas noches|hey)(?: .{0,12})?
    hello: (?:feliz|buen fin de semana).*
    fine: ¿?(?:que tal|como estas|como te va|todo bien).*
    thanks: (?:vale|ok|perfecto|genial|muy bien)?,? ?(?:gracias|muchas gracias|mil gracias)(?: .{0,20})?
    thanks: vale|ok|okay|perfecto|genial|muy bien|bien|estupendo|de acuerdo|jaja
    bye: (?:adios|hasta (?:luego|manana|pronto)|chao|nos vemos.*)
    yes: (?:si|claro|por supuesto|de acuerdo|hazlo|exacto|confirmo|confirmado|si por favor|vale si)(?:,? .{0,12})?
    no: (?:no|no,? gracias|cancela|cancelar|dejalo|olvidalo|para|todavia no|aun no|nada|mejor no|mejor que no|dejalo estar)
    who: ¿?(?:quien|que) eres.*|¿?como te llamas|¿?quien te .*|¿?que modelo.*
    human: ¿?eres (?:un|una|real|humano|chatgpt).*
    languages: ¿?(?:que idiomas|hablas).*
    data: ¿?donde (?:estan|se guardan).*datos.*
    learn: ¿?aprendes.*
    export: ¿?(?:como|puedo|donde) .*(?:exportar|importar).*
    repeats_help: ¿?como (?:hago|puedo|se) .{0,40}repit\S*.*|¿?como (?:hago|puedo) .{0,40}repet\S*.*
    repeats_help: ¿?como funcionan las repeticiones
    can_ring: ¿?(?:puedes|vas a|me) (?:recordar|avisar|recordarme|avisarme|despertarme).*
    can_ring: (?:pon|ponme) (?:una |un )?(?:alarma|despertador|temporizador).*|despiertame.*|avisame.*
    can_share: (?:comparte|envia|manda) (?:mi|la) lista.*|¿?puedes (?:compartir|enviar) .*
    can_delete: ¿?como (?:puedo |se |)(?:borr|elimin|anad|agreg|cambi|muev)\S* .*
    can_other: (?:cuentame|cantame|escribeme|reserva me|comprame|canta|toca) .*
    can_other: ¿?(?:puedes|podrias|puede|sabes)(?: tambien)? (?:mandar|enviar|llamar|telefonear|escribir|traducir|cocinar|cantar|tocar|reservar|pedir) .*
    can_other: ¿?(?:que tiempo|que hora|que dia es|quien|por que|cual es la capital).*|traduce .*
    help: ¿?(?:ayuda|ayudame|help|que puedes hacer.*|que sabes hacer.*|que puedo (?:hacer|decir)|como funciona(?: esto)?|comandos|ejemplos)
    condition: (?:si|cuando|en cuanto|a menos que|en caso de que) (?!(?:borra|elimina|quita|anade|agrega|mueve|marca|completa|termina|cambia|muestra|por favor|claro|puedes|es posible)\b)[^,?]+, .+
    sorry: (?:eso|esto) (?:esta mal|no es .*)|mal|incorrecto|me has entendido mal
    chat: .*\b(?:llueve|hace (?:buen|mal) tiempo|hace (?:frio|calor|sol))\b.*
    chat: (?:estoy|soy|me siento|tengo sueno|tengo hambre|me gusta|odio|quiero a)(?: .*)?|eres .*|que dia|hmm+|que bonito.*
  `),
  card: cardWords(`
    added: Añadido | changed: Cambiado | completed: Completado | reopened: Reabierto | deleted: Borrado | undone: Deshecho
    redone: Rehecho | switched: Completado o reabierto | counted: {x}: {n} tareas | found_none: Ninguna tarea
    found_one: 1 tarea | found_many: {n} tareas | failed: No se pudo: {x} | waits: Espera tu confirmación.
    tool_add: Añadir tarea | tool_list: Mostrar tareas | tool_change: Cambiar tarea | tool_complete: Completar tarea
    tool_toggle: Completar o reabrir | tool_delete: Borrar tarea | tool_undo: Deshacer el último cambio
    tool_unknown: Herramienta desconocida | tasks: Tareas | empty: Aquí no hay nada. Añade algo abajo. | gone: ya no está
    edit: Editar | delete: Borrar | undo: Deshacer | back: Volver | save: Guardar | edit_task: Editar tarea
    gone_task: Esta tarea ya no está. | due: Fecha | no_due: Sin fecha | quick: Nueva tarea, como “llamar a mamá el viernes”
    add: Añadir | none: ninguna | low: baja | medium: media | high: alta | rings: suena {x} | priority: prioridad {x}
    add: (?:tengo|tenemos) (?:una? )(?<o>.+)
    ask_one: ¿{x} esta tarea? | ask_many: ¿{x} estas {n} tareas? | do_add: Añadir | do_list: Mostrar | do_change: Cambiar
    do_complete: Completar | do_toggle: Completar o reabrir | do_delete: Borrar
    ask_undo_one: ¿Deshacer el último cambio de esta tarea? | ask_undo_many: ¿Deshacer el último cambio de estas {n} tareas?
    confirm: Confirmar | cancel: Cancelar | approved: Confirmado | declined: Cancelado | expired: Caducado
    part_title: título | part_description: descripción | part_status: estado | part_priority: prioridad | part_due: fecha
    part_rings: suena | part_repeats: repetición | part_tags: etiquetas | part_none: nada | comes_back: vuelve
    is_removed: se borra | done: hecha | open: pendiente | taken_back: Primero se ha deshecho: {x}.
    impossible: El asistente pidió algo que no es posible. No ha cambiado nada con ello.
    nothing_to_undo: No hay nada que deshacer. | task_limit: Hay demasiadas tareas pendientes.
    falls: {x} {y}, así que responde {z}. | builtin: el asistente integrado | nothing_changed: No se ha cambiado nada.
    no_tools: {x} no usa herramientas, así que no puede ver ni cambiar tu lista.
    model_auth: ha rechazado su clave | model_busy: está ocupado | model_no_credit: no tiene crédito | model_not_found: no existe
    model_request_refused: no ha aceptado la petición | model_context_exceeded: no puede leer una conversación tan larga
    model_timeout: no ha respondido a tiempo | model_bad_response: no ha dado una respuesta legible
    model_truncated: se ha interrumpido | model_unavailable: no está disponible | usage_limit_reached: ha alcanzado su límite diario
  `),
  ...spanishSays,
  repeats: {
    day: ['cada día', 'cada {n} días'],
    week: ['cada semana', 'cada {n} semanas'],
    month: ['cada mes', 'cada {n} meses'],
    year: ['cada año', 'cada {n} años'],
    on: ' el {x}',
    on_day: ' el día {x}',
    last_day: ' el último día',
    workdays: 'cada día laborable',
    nth: ['primer {x}', 'segundo {x}', 'tercer {x}', 'cuarto {x}', 'último {x}'],
  },
}
