/** French. */
import { cardWords } from './card-words.ts'
import { frenchSays } from './fr-says.ts'
import { dates, type Language, requests, topics } from './language.ts'

export const french: Language = {
  tag: 'fr',
  name: 'Français',
  telling:
    "le la les un une des du de au aux et ou est sont je tu il elle mon ma mes me te moi qui que quoi comment quand ou quel quelle quels quelles combien en dans avec pour par sans tout tous toutes ai as dois doit faire ne pas rien oui non merci bonjour salut tache taches liste ajoute ajouter supprime efface enleve termine coche marque montre deplace reporte renomme rouvre cherche aide annule fait faite deja lait pain acheter appeler payer semaine jour chaque prochain prochaine urgent priorite nouvelle rappelle oublie mets peux suis il ca va plait aujourd'hui aujourd hui qu'est est-ce retard",
  dates: dates(`
    W0: lundi lun | W1: mardi | W2: mercredi mer | W3: jeudi jeu | W4: vendredi ven | W5: samedi sam
    W6: dimanche dim
    w0: lundis les_lundis | w1: mardis les_mardis | w2: mercredis les_mercredis | w3: jeudis les_jeudis
    w4: vendredis les_vendredis | w5: samedis les_samedis | w6: dimanches les_dimanches
    M1: janvier janv | M2: fevrier fevr | M3: mars | M4: avril avr | M5: mai | M6: juin | M7: juillet juil
    M8: aout | M9: septembre sept | M10: octobre oct | M11: novembre nov | M12: decembre dec
    r0: aujourd'hui aujourdhui maintenant | r1: demain | r2: apres-demain apres_demain apresdemain | r-1: hier
    r-2: avant-hier | q20:00: cette_nuit | q09:00: ce_matin | q15:00: cet_apres-midi | q19:00: ce_soir
    p09:00: matin du_matin le_matin au_matin | p15:00: apres-midi apresmidi aprem
    p19:00: soir du_soir le_soir au_soir | p20:00: nuit la_nuit | m12:00: midi | m00:00: minuit
    n1: un une | n2: deux | n3: trois | n4: quatre | n5: cinq | n6: six | n7: sept_jours sept | n8: huit | n9: neuf
    n10: dix | n11: onze | n12: douze | n15: quinze
    o1: premier premiere premiers premieres | o2: deuxieme second seconde | o3: troisieme | o4: quatrieme | o5: cinquieme
    ud: jour jours | uw: semaine semaines | um: mois | uq: trimestre trimestres | uy: an ans annee annees
    h60: heure heures | h1: minute minutes | e: toujours chaque tous_les toutes_les tout_les
    N: prochain prochaine prochains prochaines qui_vient suivant suivante | T: ce cet cette ces
    L: dernier derniere passe passee | i: dans en d_ici | O: le pour pour_le au | A: a vers
    B: au_plus_tard avant avant_le d'_ici d'_ici_le jusqu'au jusqu'a d'ici_le | F: entre depuis depuis_le des a_partir_du a_partir_de du
    Z: jusque | E: fin a_la_fin | S: debut | f: de d du | t: la les l l' | k: h heures heure | H: demie demi
    Q: quart | P: passees | Y: moins_le_quart | K: week-end weekend | l: apres plus_tard | g: il_y_a
    RFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR: en_semaine jours_ouvrables jours_ouvres chaque_jour_ouvrable tous_les_jours_ouvrables tous_les_jours_ouvres
    bFREQ=DAILY: quotidiennement quotidien | bFREQ=WEEKLY: hebdomadaire | bFREQ=MONTHLY: mensuellement mensuel
    bFREQ=YEARLY: annuellement annuel | &: et | V: diner soiree cinema concert theatre fete
    v: reveil petit-dejeuner
    n13: treize
    n14: quatorze
    n16: seize
    n20: vingt
    n30: trente
    y12-25: noel
    y12-31: la_saint-sylvestre
    y12-24: reveillon_de_noel
    y02-14: la_saint-valentin
  `),
  half_before: false,
  day_numbers: true,
  list: {
    task: 'tache|chose|element',
    tasks: 'taches|choses|elements',
    articles: "le|la|les|un|une|mon|ma|mes|ce|cet|cette|ces|l'|du|des",
    it: '(?:ca|cela|le|la|ceci|celui-ci|celle-ci|cette tache|la tache)',
    them: '(?:les|eux|elles|ceux-ci|celles-ci|les deux|tous les deux|toutes les deux|ces taches)',
    both: 'les deux|tous les deux|toutes les deux',
    all_three: 'les trois|tous les trois|toutes les trois',
    titled: 'intitulee?|nommee?|appelee?|titre',
    everything: 'tout|toutes|tous|(?:ma|la) liste(?: entiere)?',
    all: 'toutes?(?: les| mes)?|tous?(?: les| mes)?|chaque',
    except: 'sauf|excepte|a part|mais pas',
    within: 'dans|en',
    and: 'et|puis|ensuite|ainsi que|&',
    to: "a|jusqu'a|au",
    done: "(?:qui sont |que j'ai )?(?:deja )?(?:faite?s?|terminee?s?|finie?s?|completee?s?|achevee?s?)|j'ai (?:fait|termine|fini)|ai-je (?:fait|termine)",
    open: 'ouvertes?|en cours|a faire|restantes?|pas faites?|reste',
    overdue: "j'ai oublie|oublie[es]*|ratee?s?|loupee?s?|manquee?s?|perimee?s?|(?:en )?retard|depassee?s?|echue?s?",
    undated: "(?:qui )?n'(?:ont|a) pas de (?:date|echeance)|sans (?:date|echeance)",
    repeating: '(?:qui )?se repetent?|recurrentes?|repetees?',
    by_priority: '(?:triees? )?par (?:priorite|importance)',
    urgent: 'prioritaires?|pressee?s?|urgente?s?|importante?s?|(?:de |avec )?(?:priorite haute|haute priorite)',
    low: '(?:de |avec )?(?:priorite basse|basse priorite)',
    medium: '(?:de |avec )?(?:priorite moyenne|moyenne priorite)',
    noise:
      "autre|d'autre|encore|est|sont|ai|ai-je|je|j'ai|j|qu'est-ce|qu|que|qui|est-ce|quoi|me|moi|mon|ma|mes|la|le|les|l|un|une|de|du|des|d|pour|par|en|dans|avec|a|au|faire|tout|toutes?|tous|montre|affiche|liste|taches?|choses?|quelles?|combien|encore|dois|doit|reste|y|il|prevu|ce|c|s|te|t|plait|maintenant|deja|ont|n|ne|pas|prochaine?|il|on|a|trucs?|rien|chose|quelque",
    about: 'pour|sur|a propos de|concernant|avec|de|etiquetees?',
    since: 'depuis|a partir de|des',
    last_place: 'derniere?',
    later: 'plus tard|apres|en arriere',
    earlier: 'plus tot|avant|en avant',
  },
  priorities: {
    high: 'haute|elevee|maximale|haut',
    medium: 'moyenne|normale',
    low: 'basse|faible|minimale',
    none: 'aucune|sans',
    urgent: '(?:(?:tres|super|vraiment|hyper|assez) )?(?:urgente?|importante?)',
    priority: 'priorite',
    asap: 'des que possible|au plus vite',
  },
  verbs:
    'accrocher acheter aider aller amener annuler appeler apporter apprendre arranger arroser assembler attendre boire cacher changer chercher choisir classer coller commander commencer completer conduire confirmer contacter copier coudre couper cuire cuisiner decider declarer decorer demander deposer descendre dessiner dire donner ecouter ecrire emballer emmener emprunter enregistrer envoyer essayer etudier expliquer facturer faire fermer finir imprimer installer inviter jeter jouer laver lire louer manger marcher mettre monter montrer nager nettoyer noter nourrir offrir organiser ouvrir parler passer payer peindre planifier planter plier porter poster prendre preparer presenter prevoir programmer promener ranger rappeler recevoir recuperer rediger regarder regler relire remercier remplir rencontrer rendre renouveler renvoyer reparer repasser repeter repondre reserver retourner reviser saluer sauvegarder sauver signer sortir souhaiter suivre tailler telecharger telephoner tondre traduire travailler trier trouver vendre verifier vider visiter voir voyager',
  verb_last: false,
  before:
    "(?:est-ce que )?(?:tu (?:peux|pourrais)|vous pouvez|pourriez-vous|pouvez-vous|peux-tu|pourrais-tu)(?: s'il te plait)?(?: m'| me | nous | )|(?:ca te (?:derange|dit|gene)|ca t'embete|ca vous derange|serait-il possible|est-il possible|c'est possible)(?: de | d')|(?:au fait|ah oui|tiens|dis|ah|oh|euh)[,:!]+ |j'aimerais(?: bien)?(?: que tu)? |(?:non,? attends|non|attends|oups|pardon)[,!.:]+ |non attends |(?:bonjour|salut|ok|bon|alors|pardon|et|donc|maintenant|s'il te plait|oui|aussi)[,!.:]? |(?:peux-tu|pourrais-tu|tu peux|pouvez-vous|peut-tu) (?:m'|me )?|je (?:veux|voudrais|souhaite) ",
  after: ",? (?:a )?(?:la )?meme heure|,? (?:s'il te plait|s'il vous plait|stp|svp|merci|maintenant|aussi|encore)",
  on_list: '(?:de|a|sur|dans) (?:la|ma) liste',
  glue: "sans faute|et|s'il te plait|maintenant|plutot|est|le|la|a|au|pour|en|avec|mets|c'est|que|l|d|de|priorite|fais",
  correcting:
    "non|oh|euh|ah|oups|pardon|desole|plutot|en fait|je veux dire|je voulais dire|attends|mets-(?:le|la)(?: a)?|deplace-(?:le|la)(?: a)?|et|finalement|pour|c'est",
  retracting:
    '(?:non|attends|pardon|oups|ah|euh|desole)(?:,? (?:non|attends|plutot|pardon|je veux dire|je voulais dire))*|je veux dire|je voulais dire|ou plutot|enfin',
  talking:
    "^(?:je|tu|il|elle|nous|vous|ca|c'est|ceci|qui|que|quoi|comment|quand|pourquoi|ou est|est|sont|suis|bonjour|raconte|chante|partage|joyeux|bonne|bon|belle|quel|quelle|ne|non|oui|jamais|mon patron)\\b|\\b(?:est|sont|etait|fait beau|a dit|dit)\\b|\\bma liste\\b",
  asking:
    "(?:montre|affiche|cherche|trouve|que|qu'est-ce|quoi|quel|quelle|quels|quelles|quand|ou est|qui|comment|combien|y a-t-il|est-ce|ai-je|pourquoi)(?![a-z])",
  past: 'paye=payer fait=faire lu=lire ecrit=ecrire vu=voir pris=prendre mis=mettre tondu=tondre rendu=rendre recu=recevoir ouvert=ouvrir repondu=repondre vendu=vendre',
  past_mark: "^(?:j'ai|je viens de|deja|on a) |(?:^| )[a-z]{2,}(?:ee?s?|is|ue?s?)$(?<! (?:les|des|mes|ces|pas))",
  again: "(?:une )?tache(?: pour)? |(?:rappelle-moi (?:de |d')|je dois )",
  must: 'je dois|il faut|faut|on doit|il faudrait',
  halves: {
    because: "comme|puisqu(?:e|')|parce qu(?:e|')|vu qu(?:e|')|etant donne qu(?:e|')|car",
    so: "donc|alors|du coup|c'est pourquoi|et",
    duty: "(?:je dois|je devrais?|on doit|nous devons|(?:il )?(?:faut|faudra|faudrait)(?: que je| qu'on)?)(?: (?:encore|aussi|donc|absolument|vraiment))*",
    happens: 'viennent|vient|arrive(?:nt)?|debarque(?:nt)?|se marie(?:nt)?|fete',
    noted:
      "(?:note|marque|ecris|inscris|ajoute|mets)-(?:le|la|ca)(?: (?:sur|dans) (?:ma|la) liste)?|(?:note|marque|ecris|inscris|ajoute) (?:ca|cela)(?: (?:sur|dans) (?:ma|la) liste)?|tu peux (?:le |l')?(?:noter|marquer|ecrire|ajouter)",
    namely: 'plus precisement|a savoir|et ce',
    denied: "je (?:ne )?l[ea']s? ?ai pas(?: encore)? \\S+|je n'ai pas(?: encore)? \\S+|pas encore(?: \\S+)?",
  },
  company: 'avec|entre|pour|de|sur|a',
  moved:
    "peut aussi suffit passe passent passer passera passee avance avancee recule reculee reporte reportee reporter decale decalee decaler deplace deplacee deplacer repousse repoussee glisse change changee changer devient tombe sera est sont etait a ete ont se s' commence debute aura lieu va finalement plutot maintenant desormais au aux pour jusqu jusqu'a le la les en doit devra etre bouge bougee remets remet remis mets mettre pousse bascule saute plus tard tot donc seulement c'est retarde retardee tient arrive vient viennent tourne revient reste annonce prevue prevu",
  moving: '(?:oui,? )?(?:deplace(?:r|-l[ae])?|decale(?:-l[ae])?|change(?:-l[ae])?)',
  anew: '(?:non,? )?(?:(?:une )?(?:nouvelle|autre)(?: tache)?|ajoute(?:r|-l[ae])?)',
  questions:
    "que|qu'est-ce|qu|quoi|quel|quelle|quels|quelles|quand|qui|comment|combien|pourquoi|c'est quoi|c'est quand|est-ce|y a-t-il|ai-je|il y a",
  too: 'aussi|egalement',
  requests: requests(String.raw`
    undo: remets?[- ](?:le|la|les|ca) (?:comme (?:avant|c'etait|(?:il|elle) etait)|a sa place)
    undo: (?:annule|annuler|annule (?:ca|cela|la derniere .*)|defaire|defais|reviens en arriere)
    refrain: (?:ne |n')(?!oublie|me laisse pas oublier|pas oublier).+
    refrain: jamais .+
    refrain: je (?:ne |n')(?!dois (?:surtout )?pas oublier).+ (?:pas|rien).*
    ahead: (?:rappelle|previens|avertis|alerte|fais)(?:-| )moi(?:-l[ea]| signe| un rappel)? (?<n>.{2,30}?) avant
    ahead: (?:rappelle|previens|avertis|alerte|fais)(?:-| )moi(?: signe| un rappel)? (?<n>.{2,30}?) avant {x}
    ahead: (?:rappelle|previens|avertis|alerte)(?:-| )moi (?<n>la veille(?: au soir| au matin)?)(?: (?:pour |de |du |d'|des ){x})?
    ahead: (?:rappelle|previens|avertis|alerte)(?:-| )moi(?: de| du| pour| le| la| l')? {o} avant
    snooze: (?:repousse|reporte|decale|deplace) (?:le |mon )?rappel (?:de|du|pour) {x} (?:a|au|jusqu'a|jusqu'au) (?:le |la )?{w}
    snooze: snooze {x} (?:jusqu'a|jusqu'au|a|au) (?:le |la )?{w}
    snooze: snooze {x}(?: pendant)? (?<n>.+)
    snooze: snooze-(?<x>le|la|les)(?: pendant)? (?<n>.+)
    snooze: snooze {x}
    snooze: rappelle(?:-le)?(?:-| )moi(?:-le)? (?:encore|a nouveau|de nouveau|encore une fois) (?<w>(?:dans|a|demain|ce|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|plus)\b.*)
    snooze: rappelle(?:-l[ea](?:-| )moi|(?:-| )moi-l[ea]) (?<w>(?:dans|a|demain|ce|plus)\b.*)
    snooze: rappelle(?:-le)?(?:-| )moi(?:-le)? (?<w>(?:dans|a|demain|ce|le)\b.*?) (?:encore|a nouveau|de nouveau)
    untag: (?:enleve|supprime|retire) (?:l'etiquette|le tag) {g} (?:de|a) {x}
    untag: (?:enleve|supprime|retire) (?<g>#[^\s\d]\S*) (?:de|a) {x}
    tag: (?:etiquette|tague) {x} (?:avec|comme) {g}
    tag: (?:ajoute|mets) (?:l'etiquette|le tag) {g} (?:a|au|sur) {x}
    tag: (?:ajoute|mets) (?<g>#\S+) a {x}
    note: (?:ajoute|mets) (?:une )?note a {x} ?: ?{t}
    rename: (?:renomme|change le (?:titre|nom) de) {x} (?:en|a|par) {t}
    rename: (?:change|remplace) {x} (?:en|par) {t}
    clear_date: (?:enleve|supprime|retire) (?:la )?(?:date|l'echeance) (?:de|a) {x}
    clear_date: sans date
    clear_time: (?:enleve|supprime|retire|vire|sans) (?:l')?heure
    clear_time: (?:enleve|supprime|retire) l'heure (?:de|a) {x}
    clear_priority: (?:enleve|supprime|retire) (?:la )?priorite (?:de|a) {x}
    clear_repeat: (?:enleve|supprime|retire) (?:la )?repetition (?:de|a) {x}
    clear_repeat: ne repete plus {x}
    clear_tags: (?:enleve|supprime|retire) (?:les )?(?:etiquettes|tags) (?:de|a) {x}
    clear_note: (?:enleve|supprime|retire) (?:la )?note (?:de|a) {x}
    raise: augmente (?:la )?priorite (?:de|a) {x}
    lower: (?:baisse|reduis) (?:la )?priorite (?:de|a) {x}
    move: (?:change|mets|fixe) (?:la )?(?:date|priorite|l'heure) (?:de|a) {x} (?:a|au|pour|en) {w}
    move: (?:mets|donne) (?:une )?(?<w>priorite \S+|\S+ priorite) a {x}
    move: (?:deplace|reporte|decale|repousse|mets|passe|avance|change|reprogramme) {x} (?:a|au|pour|en|sur|jusqu'a|jusqu'au) (?:le |la )?{w}
    move: (?:mets|deplace|reporte|decale|repousse|passe|avance)-(?<x>le|la|les) (?:tous |toutes )?(?:a|au|pour|en|sur) (?:le |la )?{w}
    move: (?:mets|passe|deplace|decale) {x} {w}
    move: {x} (?:est|a ete|sont) (?:reporte|deplace|avance|decale|repousse)e?s? (?:(?:a|au|pour) )?(?:le |la )?{w}
    move: {x} (?:commence|a lieu|sera)(?: maintenant)* {w}
    move: laisse {x} (?:pour|a|jusqu'a) (?:la |le )?{w}
    move: {x} ?(?:->|→) ?{w}
    move: (?<x>(?:tout|toutes|tous) (?:ce |ceux |celles )?(?:de |d').+?) (?:a|au|pour|jusqu'a|jusqu'au) {w}
    move: {x} (?:peut|peuvent)(?: bien| encore)? attendre (?:(?:a|au|jusqu'a|jusqu'au) )?(?:le |la )?{w}
    move: {x},? (?:finalement|plutot|en fait)(?: c'est| ce sera| plutot| pour)* {w}
    move: (?:change|mets|passe) {x} pour {w}
    move: (?:bascule|pousse|glisse|remets|mets|bouge|recule|avance|laisse|reporte|repousse|transfere|replanifie) {x} (?:a|au|pour|en|sur|jusqu'a|jusqu'au|vers) (?:le |la )?{w}
    state: (?<x>(?:la |le |tache )?#?\d{1,6}) (?<w>(?:a|pour|le|au) .+)
    shift: (?:reporte|decale|repousse|deplace|retarde)-(?<x>le|la|les) (?<n>.+)
    shift: (?:reporte|decale|repousse|deplace|retarde) {o}
    shift: {o} plus tard
    shift: (?:reporte|repousse) {x}
    earlier: avance-(?<x>le|la|les) (?<n>.+)
    earlier: avance {o}
    earlier: {o} plus tot
    make: (?:marque|mets|met|rends|change|passe|repete) {o}
    state: {x},? (?:est|sont|doit etre(?: fait| faite| pret| prete)?|c'est|devient|deviennent)(?: devenue?s?| pour| maintenant| vraiment| desormais)* {w}
    state: {x} ?: ?{w}
    toggle: bascule {x}
    reopen: (?:rouvre|rouvrir|decoche) {x}
    reopen: {x} (?:n'est pas|n'est pas encore) (?:faite?|terminee?|finie?)
    reopen: marque {x} comme (?:ouverte|a faire|non faite)
    complete: (?:✓|✔️?|✅|☑️?|\[x\]) ?{x}
    complete: {x} ?(?:✓|✔️?|✅|☑️?)
    complete: marque {x} comme (?:faite?s?|terminee?s?|finie?s?|completee?s?)
    complete: (?:marque|mets) comme (?:faite?s?|terminee?s?|finie?s?|completee?s?) {x}
    complete: (?:termine|coche|finis|complete|acheve|barre|cloture|terminer|cocher|finir)-(?<x>le|la|les)
    complete: (?:termine|coche|finis|complete|acheve|barre|cloture) {x}
    complete: (?:j'ai )?(?:fini|termine) (?:de |d')(?:faire |nettoyer |ranger )?{x}
    complete: j'ai (?:deja )?(?:termine|fini|fait|complete) (?:avec )?{x}
    complete: {x} (?:est|sont) (?:deja |enfin )*(?:faite?s?|terminee?s?|finie?s?|completee?s?|ok|reglee?s?|bouclee?s?)
    complete: {x},? c'est (?:deja |enfin |bon |bien )*(?:fait|bon|regle|ok|termine|fini)
    complete: c'est (?:fait|bon|regle) pour {x}
    complete: {x},? ?[-–:]? ?(?:faite?s?|terminee?s?|finie?s?|ok)
    complete: (?:fait|termine|fini) ?: ?{x}
    complete: fait|fini|termine
    delete: (?:supprime|efface|enleve|retire|vire|supprimer|effacer|enlever)-(?<x>le|la|les)
    delete: (?:supprime|efface|enleve|retire|vire|supprimer|effacer|enlever) {x}(?: de (?:la|ma) liste)?
    delete: (?:finalement )?(?:plus besoin|je n'ai plus besoin) (?:de |du |d'){x}
    delete: (?:laisse tomber|on laisse tomber) {x}
    delete: {x} (?:n'est|ne sont) plus (?:necessaires?|utiles?)
    delete: oublie (?<x>(?:le|la|l'|tache) ?.+|#?\d+)
    delete: supprime|efface
    remind: rappelle(?:-| )moi (?<w>.{1,60}?) (?:de |d'){t}
    remind: rappelle(?:-| )moi (?:de |d'|que )?{t}
    add: (?:noter|ajouter|inscrire|rajouter|mettre|marquer)(?:-moi)?(?: quelque part)?(?: sur (?:la|ma) liste)? ?:? ?(?:de |d'|que je dois )?{t}(?: sur (?:la|ma) liste)?
    add: (?:il )?(?:faut|faudrait|faudra) (?:que |qu')(?:je |j'|on )(?:pense a |n'oublie pas de |songe a ){t}
    add: (?:note|marque|inscris)(?:-(?:moi|toi))?(?: que)? (?:je dois|il faut(?: que je)?) {t}
    add: (?:ajoute|ajouter|cree|note|inscris|rajoute)(?: quelque part| aussi)?(?: (?:la |une )?(?:nouvelle )?tache(?: de| pour)?)?(?: a (?:la|ma) liste)? ?:? ?(?:de |d')?{t}
    add: (?:nouveau|nouvelle|aussi) ?: ?{t}
    add: (?:nouvelle tache ?:?|tache ?:) ?{t}
    add: (?:mets|met|note|inscris) (?:sur|dans) (?:la|ma) liste ?:? {t}
    add: (?:mets|met|place) {t} (?:sur|dans|a) (?:la|ma) liste(?: de .*)?
    add: a faire ?: ?{t}
    add: {t} (?:sur|dans|a) (?:la|ma) liste
    add: (?:mets|ajoute|note|rajoute)(?:-moi)?(?: quelque part| ca)? ?: ?{t}
    add: (?:mets|ajoute|note|rajoute)-moi {t}
    add: je (?:ne )?dois (?:surtout )?pas oublier (?:de |d')?{t}
    add: (?:il )?(?:ne )?faut (?:surtout )?pas (?:que j')?oublier? (?:de |d')?{t}
    add: (?:n'oublie pas|ne pas oublier|ne me laisse pas oublier|pense a|penser a)(?: me (?:rappeler|faire|dire))?(?: de| d')? ?{t}
    add: (?:il )?(?:faut|faudrait|faudra) (?:que |qu')(?:je |j'|on |nous )(?:aille |pense a )?{t}
    add: (?:je dois|il faut|je devrais|faut|j'ai besoin de|il me faut)(?: aussi| encore)? {t}
    add: ajoute|nouvelle tache
    add: (?:j'ai|on a) (?:un |une )?(?<o>.+)
    search: (?:cherche|chercher|trouve|recherche)(?: (?:quelque chose|tout|des taches))?(?: (?:sur|avec))? {q}
    search: (?:y a-t-il|ai-je|j'ai) (?:quelque chose|une tache|des taches) (?:sur|pour|avec|a propos de) {q}
    when: (?:a quelle heure|c'est a quelle heure)(?: est| c'est| a lieu)?(?: le| la| l'| mon| ma)? ?{x}
    when: (?:c'(?:est|etait) )?quand(?: est| sont| dois-je| c'est| etait| deja)*(?: le| la| l')? ?{x}
    when: (?:est-ce que )?(?:le |la |l')?{x} est (?:fait|paye|termine)e?\?
    show: (?:montre|affiche|ouvre)(?:-moi)? {x}
    count: combien (?:de |d')?{q}
    ask: c'est quoi(?: mes| les| ma)? {q}
    ask: c'est quoi {q}
    ask: (?:qu'est-ce (?:que|qui|qu')|que|quoi|quelles?|quels?)(?: {q})?
    ask: qu'est-ce qu'(?:il|on|elle) {q}
    ask: (?:il )?(?:y a|y a-t-il|me reste|reste|reste-t-il)(?: encore| toujours| quoi| quelque chose| des trucs| un truc)* {q}
    ask: (?:quoi|quelque chose) (?:de |d')?{q}
    ask: (?:ai-je|suis-je|je suis|est-ce que j'ai|y a-t-il) {q}\?
    ask: (?:j'ai|on a) (?:quoi|quelque chose) {q}
    ask: (?<q>(?:tout|toutes|tous) .+)
    ask: qu'?(?:ai-je|y a-t-il|est-ce) ?{q}
    list: (?:montre|affiche|liste|lister)(?:-moi)?(?: {q})?
    bare: (?:toutes |mes |les )*(?:taches|liste)(?: {q})?
  `),
  topics: topics(String.raw`
    hello: (?:bonjour|salut|coucou|bonsoir|hey|hello)(?: .{0,12})?
    hello: (?:joyeux|bonne annee|bon week-end|bonne journee|bonne soiree).*
    fine: (?:comment )?(?:ca va|vas-tu|allez-vous|tu vas bien).*
    thanks: (?:ok|super|parfait|genial|tres bien)?,? ?(?:merci|merci beaucoup)(?: .{0,20})?
    thanks: ok|okay|super|parfait|genial|tres bien|bien|d'accord|cool|mdr
    bye: (?:au revoir|a (?:bientot|plus|demain)|ciao|bonne nuit)
    yes: (?:oui|ouais|bien sur|d'accord|vas-y|fais-le|exact|exactement|confirme|je confirme|oui merci|oui s'il te plait)(?:,? .{0,12})?
    no: (?:non|non,? merci|vaut mieux pas|plutot pas|mieux vaut pas|laisse tomber|laisse|stop|arrete|pas encore|pas maintenant|oublie|rien)
    who: (?:qui|que) es-tu.*|tu es qui.*|comment tu t.appelles|qui t.a .*|quel modele.*
    human: es-tu .*|tu es (?:un|une|humain|chatgpt).*
    languages: (?:quelles langues|parles-tu|tu parles).*
    data: ou sont .*donnees.*
    learn: (?:est-ce que tu )?apprends(?:-tu)?.*
    export: (?:comment|puis-je|ou) .*(?:exporter|importer).*
    repeats_help: comment (?:je |faire |puis-je ).{0,40}(?:repet|recurr)\S*.*
    repeats_help: comment (?:marchent|fonctionnent) les repetitions
    can_ring: (?:peux-tu|tu peux|vas-tu|pourrais-tu) (?:me )?(?:rappeler|prevenir|reveiller|sonner).*
    can_ring: (?:mets|regle) (?:une |un )?(?:alarme|reveil|minuteur).*|reveille-moi.*|previens-moi.*
    can_share: (?:partage|envoie) (?:ma|la) liste.*|peux-tu (?:partager|envoyer) .*
    can_delete: comment (?:je |puis-je |on |)(?:supprim|ajout|effac|chang|deplac)\S* .*
    can_other: (?:raconte|chante|ecris|reserve|achete|joue)(?:-moi)? (?:une blague|une chanson|un poeme|de la musique).*|raconte-moi .*
    can_other: (?:peux-tu|tu peux|pourrais-tu|tu pourrais|pouvez-vous|sais-tu|tu sais)(?: aussi)? (?:envoyer|appeler|telephoner|ecrire|traduire|cuisiner|chanter|jouer|reserver|commander) .*
    can_other: (?:quel temps|quelle heure|quel jour|qui a|pourquoi|quelle est la capitale).*|traduis .*
    help: (?:aide|aide-moi|aidez-moi|help|que peux-tu faire.*|que sais-tu faire.*|qu'est-ce que tu (?:peux|sais) faire.*|comment ca marche|commandes|exemples)
    condition: (?:s'ils?|si|quand|lorsque|des que|a moins que|au cas ou) (?!te plait|vous plait|possible|tu (?:peux|veux))[^,?]+, .+
    sorry: (?:c'est|ce n'est) (?:faux|pas .*)|faux|tu m'as mal compris
    chat: .*\b(?:il pleut|il fait (?:beau|froid|chaud|mauvais)|quel (?:beau )?temps)\b.*
    chat: je (?:suis|me sens|t'aime|deteste|pense|crois)(?: .*)?|tu es .*|quelle journee.*|hmm+
  `),
  card: cardWords(`
    added: Ajouté | changed: Modifié | completed: Terminé | reopened: Rouvert | deleted: Supprimé | undone: Annulé
    redone: Rétabli | switched: Terminé ou rouvert | counted: {x} : {n} tâches | found_none: Aucune tâche
    found_one: 1 tâche trouvée | found_many: {n} tâches trouvées | failed: Échec : {x} | waits: Attend ta confirmation.
    tool_add: Ajouter une tâche | tool_list: Afficher les tâches | tool_change: Modifier une tâche | tool_complete: Terminer une tâche
    tool_toggle: Terminer ou rouvrir | tool_delete: Supprimer une tâche | tool_undo: Annuler la dernière modification
    tool_unknown: Outil inconnu | tasks: Tâches | empty: Rien ici. Ajoute quelque chose ci-dessous. | gone: n’est plus là
    edit: Modifier | delete: Supprimer | undo: Annuler | back: Retour | save: Enregistrer | edit_task: Modifier la tâche
    gone_task: Cette tâche n’est plus là. | due: Échéance | no_due: Sans date
    quick: Nouvelle tâche, comme « appeler maman vendredi » | add: Ajouter | none: aucune | low: basse | medium: moyenne
    high: haute | rings: sonne {x} | priority: priorité {x} | ask_one: {x} cette tâche ? | ask_many: {x} ces {n} tâches ?
    do_add: Ajouter | do_list: Afficher | do_change: Modifier | do_complete: Terminer | do_toggle: Terminer ou rouvrir
    do_delete: Supprimer | ask_undo_one: Annuler la dernière modification de cette tâche ?
    ask_undo_many: Annuler la dernière modification de ces {n} tâches ? | confirm: Confirmer | cancel: Annuler
    approved: Confirmé | declined: Annulé | expired: Expiré | part_title: titre | part_description: texte
    part_status: état | part_priority: priorité | part_due: échéance | part_rings: sonne | part_repeats: répétition
    part_tags: étiquettes | part_none: rien | comes_back: revient | is_removed: est supprimée | done: terminée | open: à faire
    taken_back: D’abord annulé : {x}.
    impossible: L’assistant a demandé quelque chose d’impossible. Rien n’a été modifié.
    nothing_to_undo: Il n’y a rien à annuler. | task_limit: Il y a trop de tâches à faire.
    falls: {x} {y} ; {z} répond à sa place. | builtin: l’assistant intégré | nothing_changed: Rien n’a été modifié.
    no_tools: {x} n’utilise pas d’outils : il ne peut ni voir ni modifier ta liste.
    model_auth: a refusé sa clé | model_busy: est occupé | model_no_credit: n’a plus de crédit | model_not_found: n’existe pas
    model_request_refused: n’a pas accepté la demande | model_context_exceeded: ne peut pas lire une si longue conversation
    model_timeout: n’a pas répondu à temps | model_bad_response: n’a pas donné de réponse lisible
    model_truncated: s’est interrompu | model_unavailable: est injoignable | usage_limit_reached: a atteint sa limite du jour
  `),
  ...frenchSays,
  repeats: {
    day: ['chaque jour', 'tous les {n} jours'],
    week: ['chaque semaine', 'toutes les {n} semaines'],
    month: ['chaque mois', 'tous les {n} mois'],
    year: ['chaque année', 'tous les {n} ans'],
    on: ' le {x}',
    on_day: ' le {x}',
    last_day: ' le dernier jour',
    workdays: 'chaque jour ouvré',
    nth: ['premier {x}', 'deuxième {x}', 'troisième {x}', 'quatrième {x}', 'dernier {x}'],
  },
}
