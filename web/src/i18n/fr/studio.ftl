### Le Studio.

## Le cadre
studio-screens = Écrans
studio-skip = Aller à l’écran
studio-loading = Chargement …
studio-no-country = Il n’y a pas de pays à montrer
studio-no-screen = Cet écran n’a pas pu être chargé
screen-country = Carte
screen-setup = Paramètres
screen-branches = Et si
screen-classics = Classiques
screen-evidence = Preuves
screen-runs = Simulations
problem-allowed = Admis : { $allowed }.
problem-nearest = Vouliez-vous dire { $nearest } ?
problem-again = Réessayer
confirm-no = Garder
open-failed = La simulation n’a pas pu être ouverte
table-first = Les { $shown } premières lignes sur { $rows } ; toutes sont dans le fichier.

## La barre de la simulation
run = Lancer
run-branches = Lancer les branches
run-cancel = Annuler
run-scenario = Scénario
run-size = Taille de la simulation
run-more = Plus
run-replicates = Réplicats
run-scale = Adultes par agent
run-seed = Graine aléatoire
run-progress = Part du calcul déjà faite
run-refused = La simulation n’a pas été lancée
run-failed = La simulation a échoué
size-quick = Coup d’œil : { $replicates } réplicats, 1 agent pour { $scale } adultes
size-steady = Bandes stables : { $replicates } réplicats, 1 agent pour { $scale } adultes
size-whole = Pays entier : { $replicates } réplicats, 1 agent par adulte
size-full = Ensemble complet : { $replicates } réplicats, 1 agent par adulte
size-own = Taille choisie : { $replicates } réplicats, { $scale ->
    [1] 1 agent par adulte
   *[other] 1 agent pour { $scale } adultes
}
job-defaults = Tout comme dans le scénario
job-changes = { $count ->
    [one] { $count } changement
   *[other] { $count } changements
}
job-waiting = En attente : { $ahead ->
    [one] { $ahead } tâche passe avant
   *[other] { $ahead } tâches passent avant
}
job-running = { $finished } réplicats terminés sur { $replicates }
job-left = encore environ { $seconds } s
job-lost = Le serveur ne répond pas ; nouvel essai
job-cancelled = Annulé ; rien n’était terminé
job-cancelled-kept = Annulé ; réplicats terminés et gardés : { $kept }
job-failed = Échec
job-done = Terminé : { $finished } réplicats

## Pays
standing-record = Les relevés seuls : géographie, événements datés et chiffres publiés. « Lancer » lance le calcul.
standing-building = Construction de la population …
standing-waiting = En attente de la tâche précédente.
standing-opening = Ouverture de la simulation …
standing-live = Un réplicat pendant son calcul, { $agents } agents. { $behind ->
    [0] Ses propres courbes sont montrées tant qu’aucun autre n’est fini.
    [one] Les courbes sont celles de { $behind } réplicat fini.
   *[other] Les bandes portent sur { $behind } réplicats finis.
}
standing-complete = Simulation { $run } : { $done } réplicats, { $one ->
    [1] un agent par adulte.
   *[other] un agent pour { $scale } adultes.
}
standing-partial = Simulation { $run }, partielle : { $done } réplicats sur { $replicates }, les autres ont échoué.
standing-interrupted = Simulation { $run }, interrompue : { $done } réplicats sur { $replicates } étaient finis. Elle peut reprendre.
standing-running = La simulation { $run } n’est pas finie : { $done } réplicats sur { $replicates } pour l’instant.
standing-cut = Annulé : ce qui était arrivé du premier réplicat. Rien n’en est gardé.
standing-broken = La simulation a échoué : ce qui était arrivé jusque-là.
standing-back = Revenir aux relevés
standing-settings = Réglages : { $settings }.
standing-differs = Les réglages ont changé depuis.
standing-close = Fermer la simulation
map-forces = Forces par état
map-forces-note = Les forces sont connues pour le réplicat reçu en direct, pas pour une simulation rouverte.
forces-loyal = obéissent
forces-passive = se retiennent
forces-refusing = refusent
forces-defected = ont changé de camp
view = Affichage
view-median = médiane des réplicats
view-one = premier réplicat
branch-here = Brancher
save-map = Carte
save-as = Enregistrer en { $form } : { $what }
save-failed = L’image n’a pas pu être faite.
picture-note = Groundswell, simulation { $run } ; { $view }
picture-unfinished = inachevée
picture-bands = { $count ->
    [0] Chiffres relevés seuls
    [one] Un réplicat ; chiffres relevés à l’encre foncée
   *[other] Médiane, 50 % et 90 % centraux de { $count } réplicats ; chiffres relevés à l’encre foncée
}
picture-branches = Branches à partir du { $time } ; médiane et 90 % centraux de { $pairs } réplicats appariés
curves-behind = Bandes sur { $count } réplicats ; les chiffres relevés par-dessus.
curves-one = Un seul réplicat pour l’instant ; les chiffres relevés par-dessus.
curves-record = Ce qui a été relevé. Les bandes simulées viennent avec le calcul.
said-nothing-yet = Rien n’est encore simulé.
said-recorded = { $count ->
    [one] { $count } chiffre relevé.
   *[other] { $count } chiffres relevés.
}

## Réglages
setup-lede = Chaque nombre du modèle. L’adresse de cette page contient ce qui est changé ; un lien copié rouvre la même question.
setup-count = { $count ->
    [one] { $count } paramètre
   *[other] { $count } paramètres
}, { $changed ->
    [one] { $changed } changé
   *[other] { $changed } changés
}
setup-undo = Annuler
setup-redo = Rétablir
setup-reset-all = Tout réinitialiser
setup-reset-group = Réinitialiser le groupe
setup-link = Copier le lien
setup-link-copied = Lien copié.
setup-link-in-bar = Le lien est dans la barre d’adresse.
setup-on = actif
setup-off = inactif
setup-page = La page du mécanisme : équations et sources
parameter-range = { $low } à { $high }
parameter-reset = Revenir à { $value }
group-scenario = Scénario
group-orders = Ordres des autorités
group-synthesis = Qui vit et travaille où
group-price = Choc de prix
group-grievance = Griefs
group-people = Participation
group-presence = Présence
group-contact = Contacts
group-information = Information
group-strike = Grèves
group-demand = Revendications
group-concession = Concessions
group-policing = Maintien de l’ordre
group-loyalty = Loyauté des unités
group-elite = Élites
group-regime = Ordres du régime
group-shutdown = Coupure d’internet
group-organisation = Organisation
group-committee = Comités
group-messages = Messages
group-intervention = Intervention des alliés
group-home-front = Opinion chez les alliés
group-spillover = Contagion à l’étranger
group-outcome = Classes d’issues
facts-title = Vos propres relevés
facts-lede = Un tableau à la place de celui du scénario : des faits datés pour la frise, ou des quantités auxquelles comparer les simulations. Il reste sur cette machine.
facts-which = Tableau
facts-facts = faits datés
facts-targets = quantités comparées
facts-file = Fichier CSV
facts-refused = Le tableau n’a pas été accepté
facts-used = { $table } est remplacé par le vôtre : { $rows ->
    [one] { $rows } ligne
   *[other] { $rows } lignes
}.
facts-drop = Revenir à celle du scénario

## Branches
branches-lede = Chaque branche repart de la même heure des mêmes réplicats, avec les mêmes nombres aléatoires : ce qui les distingue vient de ce que vous changez.
branches-hour = Elles se séparent le { $time }
branches-of-timeline = Heure de la carte : { $time }
branches-of-event = Juste avant un ordre …
branches-base = Ne change rien : le scénario tel quel.
branches-base-changed = { $count ->
    [one] Avec le changement des réglages, et rien d’autre.
   *[other] Avec les { $count } changements des réglages, et rien d’autre.
}
branches-question = Une question intégrée
branches-question-choose = choisissez-en une : elle remplit l’heure et les branches …
branches-question-many = { $count } branches : en ligne de commande
branches-question-asked = Ces branches y répondent ; dans le rapport, les différences sont prises par rapport à « { $against } ». Modifiez-les, et la question devient la vôtre.
branches-add = Ajouter une branche
branches-without = Une branche sans
branches-choose = choisissez une partie du modèle …
branches-empty = Une branche vide
branches-branch = Branche { $name }
branches-name = Nom de la branche
branches-drop = Retirer
branches-no-change = Rien ne diffère encore.
branches-change = Changer un paramètre …
branches-none = Ajoutez une branche, puis lancez : les résultats s’affichent ici.
branches-ready = « Lancer les branches » : les résultats s’affichent ici pendant le calcul.
results-title = Ce qui en ressort
results-lede = Dans ce modèle, avec ces paramètres, séparées le { $time } : { $pairs ->
    [one] { $pairs } réplicat
   *[other] { $pairs } réplicats
} dans chaque branche.
results-maps = Participants dans le premier réplicat de chaque branche pendant le calcul, à la même heure.
results-series = Série
results-bands = 90 % centraux
results-chart = Médiane et 90 % centraux de chaque branche
results-differences = Écarts à la base
results-differences-lede = Branche moins base, réplicat par réplicat : médiane, et 90 % centraux des paires. Le hasard est le même des deux côtés : ce qui diffère vient du changement.
results-measure = Mesure
results-branch = Branche
results-difference = Écart
results-outcomes-lede = La part des réplicats qui finissent ainsi dans chaque branche, avec l’intervalle à 90 % que permet leur nombre.
results-no-outcome = Aucun réplicat ne remplit de règle.
results-none = Aucun réplicat n’est terminé.
results-wait = Les résultats s’affichent dès le premier réplicat terminé.
measure-peak = Plus grande foule
measure-peak_hour = Heure de la plus grande foule
measure-detained = Arrestations
measure-killed = Décès
stored-lede = La comparaison de la simulation { $run }.

## Classiques
classics-lede = Les modèles dont celui-ci est issu. Chacun tourne sous vos yeux, à côté de son nombre publié.
classics-model = Modèle
classics-grid-wait = « Lancer » : la grille s’anime ici.
classic-figures = Les nombres, et ce qui a été publié
classic-lede = { $replicates ->
    [one] { $replicates } réplicat
   *[other] { $replicates } réplicats
}. Un nombre publié figure là où les réglages sont ceux de la publication.
classic-mean = Moyenne
classic-published = Publié
classic-middle = 90 % centraux
grid-title = La grille
grid-label = Grille au pas { $tick } : calmes { $quiet }, actifs { $active }, emprisonnés { $jailed }, policiers { $cops }.
grid-tick = Pas
grid-ticks = pas
grid-at = pas { $tick }
grid-every = Un pas sur { $every } est montré.
grid-chart = Citoyens actifs et emprisonnés au fil du temps
grid-citizens = citoyens
site-quiet = Calmes
site-active = Actifs
site-jailed = Emprisonnés
site-cop = Policiers

## Épreuves
evidence-lede = Ce qui plaide pour la simulation ouverte, et ce qui plaide contre.
evidence-of = Simulation { $run } : { $replicates } réplicats, { $scale }.
evidence-none = Aucune simulation n’est ouverte. Ouvrez-en une, ou calculez-en une.
evidence-open = Aller aux simulations
evidence-posterior = Ce que les relevés ont appris des paramètres
evidence-posterior-how = Il n’y a pas de loi a posteriori ici. Le calage sur les faits relevés en produit une, et dit ce qui n’a pas été appris ; les simulations y puisent ensuite :
evidence-sensitivity = Les paramètres qui comptent
evidence-sensitivity-how = Il n’y a pas d’indices de sensibilité ici. Ils viennent de :
evidence-scores = Scores des prévisions
evidence-scores-how = Il n’y a pas de scores ici. Une prévision tirée des données publiées avant son origine est comparée à la persistance, à la croissance et à d’autres par :

## Simulations
runs-lede = Toutes les simulations de { $folder }, faites ici ou en ligne de commande.
title-plain = { $title }, tel quel
title-set = { $title } avec { $settings }{ $more ->
    [0] {""}
   *[other] {" "}et { $more } de plus
}
title-branches = { $title } : { $branches }, à côté de la base
runs-none = Aucune simulation pour l’instant. « Lancer », ou la ligne de commande : elle apparaîtra ici.
runs-choose = Comparer
runs-run = Simulation
runs-made = Faite
runs-settings = Réglages
runs-defaults = comme le scénario
runs-actions = Que faire
runs-scale = 1 : { $scale }
runs-failed = { $failed } en échec
runs-branches = { $count } branches
runs-open = Ouvrir
runs-export = Exporter
runs-resume = Reprendre
runs-delete = Supprimer
runs-delete-question = Supprimer la simulation { $run } et tous ses fichiers ? C’est irréversible.
runs-not-deleted = La simulation n’a pas été supprimée
runs-compare = { $count ->
    [0] Comparer des simulations
   *[other] Comparer { $count } simulations
}
runs-compare-note = Choisissez de deux à { $most } simulations d’un même scénario.
run-running = en cours
run-complete = complète
run-partial = partielle
run-interrupted = interrompue
files-report = Rapport
files-report-save = enregistrer le rapport
files-pictures = Les images (SVG, PNG) s’enregistrent à côté de chaque carte et de chaque graphique.
files-command = Faite par
files-all = { $count ->
    [one] Le fichier
   *[other] Les { $count } fichiers
}
compare-title = Simulations côte à côte
compare-note = Médiane et 90 % centraux de chaque simulation. Des simulations de graines ou de versions différentes ne sont pas appariées.

## Start
screen-start = Accueil
screen-workspace = Atelier
studio-views = Vues de l’atelier
start-title = Ce qui s’est passé, ce qui aurait pu se passer, et ce que vaut la réponse
start-what = Groundswell simule un soulèvement personne par personne : chaque adulte d’un pays décide d’heure en heure s’il sort, d’après des données publiées. Regardez ce qui a été relevé, changez une chose, et voyez ce que dit le modèle et à quel point il colle aux faits.
start-event = Événement
tour-take = Faire la visite : cinq étapes
tour-again = Refaire la visite
tour-next = Suivant
tour-end = Terminer
tour-skip = Passer la visite
tour-step = étape { $step } sur { $steps }
tour-1 = La carte
tour-1-what = Les marques creuses sont ce qui a été relevé, les pleines ce qui est simulé ; leur taille suit la foule. Cliquez sur une ville ou une région pour voir sa courbe.
tour-2 = La frise
tour-2-what = Lancez la lecture, ou tirez le curseur. Les barres sont les ordres des autorités : faites-en glisser une pour la déplacer, tirez son extrémité, ou double-cliquez pour l’omettre. C’est un « et si ».
tour-3 = Le panneau
tour-3-what = Les chiffres de l’heure, le lieu cliqué, les dix leviers qui agissent le plus sur la foule, et l’ajustement d’une simulation aux relevés.
tour-4 = Lancer
tour-4-what = Appuyez sur Lancer : le pays entier est calculé, un agent par adulte. Vous voyez le calcul avancer.
tour-5 = La confiance
tour-5-what = L’échelle, le nombre de réplicats (des simulations que seul le hasard distingue) et l’ajustement aux relevés. Cela reste en vue, quoi que vous regardiez.
door-happened = Voir ce qui s’est passé
door-happened-what = Ce qui a été publié, sur la carte, heure par heure. Rien n’est calculé.
door-happened-do = Rejouer les faits
door-whatif = Demander « et si »
door-whatif-what = Deux simulations soumises au même hasard, qui diffèrent en une chose. Leur écart est la réponse.
door-whatif-none = Aucune question intégrée ne convient à cet événement ; créez votre branche.
door-whatif-own = Poser votre question
question-costs = { $branches } × { $replicates } réplicats
question-answered = Ouvrir votre réponse : { $replicates } réplicats, { $scale ->
    [1] un agent par adulte
   *[other] un agent pour { $scale } adultes
}
door-bring = Apportez votre événement
door-bring-what = Un autre pays ou une autre année : une carte, une date, et un fichier de ce qui a été relevé.
door-bring-1 = Choisissez un pays sur la carte, et les jours.
door-bring-2 = Déposez un fichier d’événements : ACLED, UCDP, GDELT, ou votre propre tableau.
door-bring-3 = Voyez ce qui a été rattaché, et lancez.
door-bring-table = Remplacer les relevés de cet événement par votre tableau
door-teach = Enseigner un classique
door-teach-what = Les modèles dont celui-ci est issu, en direct, à côté de leurs chiffres publiés.

## The workspace
trust = Jusqu’où s’y fier
trust-record = Relevés seuls
trust-coarse = Grossier
trust-few = Peu de réplicats
trust-full = Pleine échelle
trust-scale = { $one ->
    [1] un agent par adulte
   *[other] un agent pour { $scale } adultes
}
trust-replicates = { $count ->
    [0] aucun réplicat encore
    [one] { $count } réplicat
   *[other] { $count } réplicats
}
trust-fit = ajustement : { $met } atteints, { $wide } seulement parce que larges, { $missed } manqués
trust-bias = d’ordinaire { $times } × le relevé
side = À côté de la carte
side-now = Maintenant
side-place = Lieu
side-levers = Leviers
side-fit = Ajustement
place-choose = Cliquez sur une ville ou une région de la carte, ou choisissez-la sous la carte, à « Lieu ».
place-adults = { $adults } adultes
place-chart = Foule de { $name } au fil du temps ; au plus { $peak } ; chiffres relevés : { $count }.
place-note = { $median ->
    [band] Médiane et 90 % centraux des réplicats ; cadres : relevé
   *[other] Ligne : simulé ; cadres : relevé
}
place-now = Dans la rue à cette heure
place-share = { $share } pour 1 000 adultes
place-peak = Plus grande foule
place-detained = Arrestations jusqu’ici
place-onset = Premier rassemblement simulé : { $unit }
place-first = Premier événement relevé
place-nothing = rien n’a été relevé
place-record = { $count ->
    [one] { $count } événement relevé
   *[other] { $count } événements relevés
}
levers-lede = Les nombres que le calage de cet événement ajuste, chacun sur son intervalle a priori. Déplacez-en un, puis lancez.
levers-all = Tous les paramètres ({ $count } autres)
lever-people-threshold = Ce qu’il faut surmonter pour sortir
lever-people-leave = Vitesse des retours chez soi, de jour
lever-price-weight = Le poids du choc de prix
lever-contact-place = L’attrait d’une place pleine
lever-contact-place-full = Part d’une ville qui remplit sa place
lever-information-weight = Le poids des nouvelles d’autres foules
lever-information-delay = Heures avant que les nouvelles soient assimilées
lever-policing-weight = L’effet dissuasif de la punition attendue
lever-policing-arrest-rate = Arrestations par membre des forces
lever-policing-lethal-rate = Décès là où les armes à feu sont permises
lever-policing-forces-killed-rate = Décès parmi les forces dans les heurts
lever-strike-cost = Ce que coûte une grève aux ouvriers
fit-said = Sur { $total } chiffres relevés, { $met } sont atteints par un intervalle qui dit quelque chose, { $wide } seulement parce que l’intervalle est large, et { $missed } sont manqués.
fit-bias = La médiane vaut d’ordinaire { $times } fois le chiffre relevé.
fit-row = relevé { $recorded }, simulé { $simulated }
fit-more = Tout sur l’ajustement
fit-none = Aucune simulation n’est ouverte. Lancez-en ou ouvrez-en une : chaque chiffre relevé est alors placé face à son intervalle.
verdict-is-met = Atteints ({ $count })
verdict-is-wide = Atteints seulement parce que larges ({ $count })
verdict-is-missed = Manqués ({ $count })
map-record = Relevés, en creux
map-shade = Régions, pour 1 000 adultes
map-shade-key = Plus une région est sombre, plus ses adultes sont nombreux dans la rue ; le ton plein vaut { $most } pour 1 000 ou plus.
picture-scale = Réplicats : { $count } ; adultes par agent : { $scale }
picture-seen = Creux : relevé ; plein : simulé
picture-record = Chiffres relevés seuls ; rien de simulé
picture-size = Aire d’une marque : personnes ; une grande marque vaut { $largest }
units-title = Région par région
units-lede = Personnes dans la rue pour 1 000 adultes, toutes sur un axe jusqu’à { $top } : médiane et 90 % centraux des réplicats.
units-record = Quand quelque chose a été relevé dans chaque région. Les courbes simulées viennent avec une simulation terminée.
units-key = Cercles : relevés. Drapeau : premier rassemblement simulé, médiane. Choisissez une région pour voir son graphique.
units-first = premier relevé { $time }
orders-lane = Ordres, chocs et appels
orders-lane-how = Les flèches déplacent un ordre d’une heure, les touches Page d’un jour, avec Maj sa fin ; Suppr l’omet ou le rétablit.
order-span = { $from } à { $to }
order-off = omis
order-moved = déplacé de { $hours } h
edit-off = { $order } : omis
edit-earlier = { $order } : { $hours } h plus tôt
edit-later = { $order } : { $hours } h plus tard
edit-until = { $order } : jusqu’au { $time }
edit-run = Lancer à côté de la base
answer-more = Dans ce modèle, la plus grande foule est plus grande avec « { $branch } » : { $after } contre { $before }, un écart de { $low } à { $high } dans 90 % de { $pairs } paires.
answer-less = Dans ce modèle, la plus grande foule est plus petite avec « { $branch } » : { $after } contre { $before }, un écart de { $low } à { $high } dans 90 % de { $pairs } paires.
answer-unclear = Dans ce modèle, on ne peut dire si la plus grande foule est plus grande ou plus petite avec « { $branch } » : { $after } contre { $before }, un écart de { $low } à { $high } dans 90 % de { $pairs } paires.
number-least = au moins { $low }
number-most = au plus { $high }
number-any = un nombre
number-none = Rien
number-refused = { $found } n’est pas accepté. Admis : { $allowed }. La valeur reste { $value }.
number-refused-whole = { $found } n’est pas accepté. Admis : nombres entiers, { $allowed }. La valeur reste { $value }.
job-ending = presque fini
job-left-minutes = encore environ { $minutes } min

## Réponses livrées avec le programme
answers-made = Réponses calculées à pleine échelle le { $day } avec la version { $version }.
question-run = Lancer vous-même
shipped-more = Dans ce modèle, avec { $branch }, la plus grande foule est plus grande : { $after } contre { $before }, d’ordinaire de { $difference } ({ $range }).
shipped-less = Dans ce modèle, avec { $branch }, la plus grande foule est plus petite : { $after } contre { $before }, d’ordinaire de { $difference } ({ $range }).
shipped-unclear = Dans ce modèle, on ne peut dire si la plus grande foule est plus grande ou plus petite avec { $branch } : { $after } contre { $before } ; l’écart peut être : { $range }.
shipped-same = Dans ce modèle, la plus grande foule est la même avec { $branch } : { $before }.
shipped-detained-more = Les arrestations sont plus nombreuses : { $after } contre { $before } ({ $range }).
shipped-detained-less = Les arrestations sont moins nombreuses : { $after } contre { $before } ({ $range }).
shipped-detained-unclear = On ne peut dire si les arrestations sont plus ou moins nombreuses : { $after } contre { $before } ({ $range }).
shipped-detained-same = Les arrestations aussi sont les mêmes : { $before }.
shipped-measure-peak = Écart de la plus grande foule : médiane des paires et intervalle à 90 %
shipped-measure-detained = Écart des arrestations : médiane des paires et intervalle à 90 %
shipped-exact = { $number }
shipped-at-least = au moins { $number }
shipped-at-most = au plus { $number }
shipped-unknown = on ne peut le dire
range-from = { $low } ou plus
range-to = { $high } ou moins
range-open = quelconque
shipped-agree = Les deux versions du modèle le disent ({ $told }).
shipped-disagree = Les deux versions du modèle se contredisent ({ $told }) : ne tenez aucune pour acquise.
shipped-open = Des deux versions du modèle, l’une permet de conclure ({ $told }), l’autre non ({ $open }).
shipped-parked = Dans { $parked } réplicats sur { $of } au plus, plus de { $share } des adultes sont sortis à la fois, bien plus que ce qui a été relevé. Ces réplicats ont été arrêtés là : de la suite, on ne connaît qu’une borne.
structure-first = réponse graduelle
structure-threshold = seuil net

## Chocs et appels
group-shocks = Chocs
group-calls = Appels
group-calendar = Calendrier
group-differences = Différences entre lieux
group-fatigue = Fatigue
group-travel = Trajets vers les appels
kind-call = appel
lever-shocks-weight = Poids de tous les chocs
lever-calls-weight = Poids de tous les appels
lever-calls-home = Vitesse du retour une fois l’appel terminé
lever-calendar-friday = Ce qu’ajoute un vendredi
lever-calendar-saturday = Ce qu’ajoute un samedi
lever-calendar-sunday = Ce qu’ajoute un dimanche
lever-calendar-holiday = Ce qu’ajoute un jour férié
lever-differences-unit = À quel point les régions diffèrent
lever-differences-place = À quel point les villes d’une région diffèrent
lever-differences-day = À quel point les jours d’une ville diffèrent
lever-differences-persistence = À quel point un jour d’une ville ressemble au suivant
lever-fatigue-weight = À quel point participer fatigue
lever-fatigue-begins = À partir de quand cela fatigue
lever-fatigue-days = Jours pour se reposer
lever-travel-reach = Distance que l’on parcourt pour répondre à un appel
lever-presence-days = Combien de jours on participe
lever-presence-share = Part d’entre eux dans la rue un dimanche après-midi
lever-presence-night = Présence la nuit
lever-presence-evening = Présence le soir
lever-presence-workday = Présence un jour ouvré
lever-presence-saturday = Présence un samedi
edit-on = { $order } : a lieu
edit-lasts = { $order } : dure { $hours } h
map-hatch = Incertitude, en hachures
map-hatch-key = Plus les hachures sont serrées, plus l’intervalle d’une région est large par rapport à sa médiane.
map-wrong = Là où le modèle se trompe
map-wrong-fewer = trop peu dans la simulation
map-wrong-key = Seulement là où quelqu’un a compté à cette heure : plein, plus de gens dans la simulation que relevés ; anneaux, moins.
picture-source = Groundswell { $version }, scénario { $scenario } ; sources dans son SOURCES.md
results-where = Là où elles diffèrent
results-where-key = Plein : plus de gens dans la rue avec « { $branch } » ; anneaux : moins. Le même réplicat dans les deux, avec le même hasard.
results-fewer = moins dans la branche
results-file = Enregistrer la réponse en un fichier HTML
results-report = L’ouvrir
runs-name = Nommer
runs-title = Titre
runs-note = Note
runs-note-keep = Enregistrer
runs-note-kept = Enregistré.
runs-thumb = La rue au fil du temps, premier réplicat
door-bring-do = Commencer

## Base and branch in the workspace, and what is added there
results-middle = Participants dans le réplicat { $replicate } sur { $count }, celui du milieu selon l’écart de la branche, à la même heure.
levers-screened = Parmi les nombres que le calage de cet événement ajuste, les dix qui agissent le plus sur la plus grande foule (criblage de Morris sur leurs lois a priori). Déplacez-en un, puis lancez.
levers-usual = Dix nombres qui règlent les décisions de sortir et de rentrer. Déplacez-en un, puis lancez.
twin-title = Base et branche
twin-numbers = Tous les nombres de la comparaison
twin-close = Revenir à une seule carte
bar-add = Ajouter un choc ou un appel
bar-name = Nom
bar-kind = Ce que c’est
bar-call = un appel à sortir
bar-strike = un appel à la grève
bar-at = Quand, heure locale
bar-hours = Durée en heures
bar-do = Ajouter
bar-cancel = Annuler
bar-refused = Rien n’a été ajouté
lever-people-noise = À quel point les gens diffèrent dans ce qui les fait sortir
lever-grievance-legitimacy = Confiance dans les autorités au départ
lever-people-cap = Combien de personnes, au plus, peuvent sortir en une heure
lever-price-habituation-days = Jours pour s’habituer à un prix
lever-demand-by-waiting = Vitesse à laquelle les revendications montent tant que rien n’est offert
lever-demand-price-share = Part des revendications sur le prix
lever-people-evening-activity = Sorties le soir
lever-people-night-activity = Sorties la nuit
lever-committee-federation = À quel point les comités sont liés
lever-people-disperse = Vitesse à laquelle une foule dispersée rentre
branches-another = Poser une autre question
fit-row-none = relevé { $recorded } ; aucun réplicat n’atteint de valeur
shipped-all = Les autres branches, et ce que vaut chaque version du modèle
shipped-neither = Aucune des deux versions du modèle ne permet de conclure ({ $open }).
direction-more = plus grande
direction-less = plus petite
direction-same = la même
lever-price-rise-hours = Heures avant qu’une hausse du prix se fasse sentir
lever-price-spread = À quel point le prix compte différemment selon les régions
lever-information-fade-hours = Heures avant que les nouvelles d’une foule s’effacent
lever-policing-reach = Rapidité des arrestations dans une petite foule
lever-policing-handling-hours = Heures d’un agent que prend une arrestation
structure-says = { $structure } : { $says }
event-title-kazakhstan-2022 = Kazakhstan, janvier 2022
event-title-two-towns = Deux villes inventées
event-title-east-germany-1989 = Allemagne de l’Est, automne 1989
event-title-george-floyd-2020 = États-Unis, manifestations après le meurtre de George Floyd, 2020
event-title-parkland-2018 = États-Unis, manifestations contre la violence armée après Parkland, 2018
event-title-travel-ban-2017 = États-Unis, manifestations contre l’interdiction d’entrée, 2017
event-title-teachers-strikes-2018 = États-Unis, grèves des enseignants, 2018
event-title-yellow-vests-2018 = France, gilets jaunes, 2018
event-title-france-2005 = France, automne 2005
verdict-is-coarse = Non jugés ({ $count })
trust-unjudged = ajustement : non jugé à cette échelle
