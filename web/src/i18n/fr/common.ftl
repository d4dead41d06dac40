### Les mots communs au rapport et au Studio.

language = Langue
theme-dark = Sombre
contents = Sommaire
skip = Aller au rapport
yes = oui
no = non
never = non atteint
empty = Cette exécution ne contient pas de données pour cette partie.

## Chiffres relevés
fitted = ajusté
held-out = réservé
legend-fan = Simulé : médiane, 50 % et 90 % centraux des réplicats
legend-interval = Simulé : médiane et 90 % centraux
legend-fitted = Relevé, avec valeurs basse et haute ; a servi à l’ajustement
legend-recorded = Relevé, sur les heures où il vaut
legend-held-out = Relevé, réservé, hors de l’ajustement

## Noms portés par les données
variable-participants = Participants dans la rue
variable-strikers = Grévistes
variable-detained = Détenus, cumul
variable-killed = Décès, cumul
variable-injured = Blessés, cumul
variable-units-active = Unités ayant connu un événement
variable-output-lost = Production perdue par les grèves, à l’heure dite
unit-persons = personnes
unit-units = unités
unit-hours = heures
unit-days = jours
unit-million-tenge = millions de tenges
unit-per-day = par jour
unit-ln-persons = ln personnes
unit-day-of-January = jour de janvier
kind-shock = choc de prix
kind-protest = rassemblement
kind-strike = grève
kind-concession = concession
kind-shutdown = coupure d’internet
kind-restore = retour d’internet
kind-emergency = état d’urgence
kind-intervention = intervention
kind-withdrawal = retrait
kind-order = ordre
status-done = terminé
status-failed = échec
mark-L = issu de la littérature
mark-D = issu de données
mark-A = supposé

## La carte et son horloge
map-variable = Aire d’une marque
map-place = Suivre un lieu
map-place-none = aucun
map-rings = Anneau pour les grévistes
map-rural = Campagne de { $unit }
map-label = Carte du pays, { $time }. Les nombres sont dans le tableau sous la carte.
map-legend-rural = campagne d’une unité
map-legend-ring = grévistes, même échelle
map-table = La carte en tableau : { $time }
timeline-play = Lecture
timeline-pause = Pause
timeline-before = Événement précédent
timeline-after = Événement suivant
timeline-slider = Heure affichée
timeline-order = ordre exécuté dans le modèle
timeline-seen = seulement relevé
now-busiest = Le plus de monde
now-nobody = Personne à cette heure.
now-recent = Derniers événements
now-nothing = Rien encore.
moments-go = Afficher
moments-people = participants

## Échelles
scale = Échelle
scale-linear = linéaire
scale-log = logarithmique
scale-log-note = Sur l’échelle logarithmique, les valeurs trop petites reposent sur le bord inférieur.
span = Heures
span-active = { $days }
span-whole = toute l’exécution, { $days }
read-at = Lire les courbes au { $time }

## Colonnes
column-place = Lieu
column-unit = Unité
column-when = Quand
column-day = Jour
column-event = Événement
column-kind = Genre
column-in-model = Dans le modèle
column-source = Source
column-note = Note
column-recorded = Relevé
column-simulated = Simulé
column-range = Étendue
column-use = Usage
column-median = Médiane
column-graphic = Dessin
column-reached = Atteint
column-outcome = Issue
column-share = Part
column-rule = Règle
column-replicate = N°
column-seed = Graine
column-peak = Pic
column-peak-hour = Heure du pic
column-seconds = Secondes
column-status = État
column-statistic = Statistique
column-verdict = Relevé
column-parameter = Paramètre
column-value = Valeur
column-what = Quoi
column-licence = Licence
column-file = Fichier
column-size = Taille
