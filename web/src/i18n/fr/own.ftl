### Apportez votre événement.

screen-own = Votre événement
own-lede = Un pays et une période, ce qui l’a déclenché, et un fichier de ce qui a été relevé. Tout reste sur cette machine ; les commandes du terminal font de même.
own-where = Où et quand
own-world = Carte du monde ; un clic choisit un pays. La liste à côté fait de même.
own-country = Pays
own-choose = choisir …
own-tables = { $units } régions, { $towns } villes ; tables : { $grade ->
    [good] bonnes
    [fair] passables
   *[poor] médiocres
}
own-start = Premier jour
own-days = Jours
own-title = Titre
own-triggers = Ce qui l’a déclenché
own-triggers-what = Un jugement, une élection, un meurtre : un fait daté que les gens ont ressenti. On peut l’omettre ; il n’y a alors que le relevé, et rien ne fait sortir les gens dans une exécution.
own-trigger = Déclencheur { $number }
own-trigger-name = Nom
own-trigger-kind = Genre
own-trigger-at = Quand, heure locale
own-trigger-add = Ajouter un déclencheur
own-refused = Il n’a pas pu être créé
own-make = Créer
own-making = Création …
own-is = { $adults } adultes dans { $places } lieux de { $units } régions.
own-folder = Il se trouve dans
own-assumed = Ce qui a été supposé ({ $count })
own-another = En commencer un autre
own-file = Ce qui a été relevé
own-file-what = Un fichier d’événements : ACLED, UCDP, GDELT, Mass Mobilization, Crowd Counting Consortium, Count Love, SCAD, FMCS, ou une table à vous. Déposez-le ici ou choisissez-le ; .gz et .zip sont ouverts.
own-file-choose = Fichier
own-file-dataset = Jeu de données
own-file-recognise = le reconnaître
own-file-large = Le fichier dépasse { $most } : utilisez la ligne de commande
own-columns = Quelle colonne est quoi
own-read = Lire { $file }
own-reading = Lecture de { $file } …
own-became = Ce qu’il en est advenu : { $dataset }
own-became-said = { $matched } événements sur { $kept } sont maintenant dans le relevé : { $facts } faits, et { $targets } quantités auxquelles les exécutions sont comparées.
own-rows-read = Lignes lues
own-rows-elsewhere = d’autres pays
own-rows-time = d’autres jours
own-rows-none = disent qu’il ne s’est rien passé
own-rows-rejected = illisibles
own-rows-kept = Événements de ce pays et de cette période
own-rows-matched = rattachés à un lieu
own-rows-not = non rattachés : { $reason }
own-rejected = { $count ->
    [one] { $count } ligne est illisible
   *[other] { $count } lignes sont illisibles
}
own-not-matched = Événements absents du relevé ({ $count })
own-why = Pourquoi
own-map = Signes creux : rattachés, selon le plus grand rassemblement de chaque lieu. Croix : non rattachés.
own-classes = Comment le relevé s’est terminé, selon les règles qui jugent aussi les exécutions
own-classes-none = Aucune règle ne s’applique.
own-missing = Absent du relevé, si bien que les règles qui en ont besoin ne peuvent s’appliquer :
own-questionable = Cela ne peut être voulu
own-checked = Vérifié : rien d’anormal.
own-run = L’exécuter
own-run-what = Le modèle tourne avec ses valeurs par défaut ; rien n’a été ajusté à cet événement. Le panneau d’ajustement dit de combien il s’écarte.
own-run-bare = Il n’y a pas encore de relevé : l’exécution est seule.
own-run-whole = Exécuter le pays entier
own-run-quick = Aperçu, 1 agent pour 100 adultes
shock-price = prix
shock-election = élection
shock-killing = meurtre
shock-ruling = jugement
shock-law = loi
shock-arrest = arrestation
shock-disaster = catastrophe
shock-announcement = annonce
shock-other = autre chose
own-column-id = numéro de la ligne
own-column-date = jour
own-column-date-end = dernier jour
own-column-country = pays
own-column-admin1 = région
own-column-place = ville
own-column-lat = latitude
own-column-lon = longitude
own-column-kind = nature
own-column-size = personnes
own-column-size-low = personnes, au moins
own-column-size-high = personnes, au plus
own-column-deaths = morts
own-column-detained = arrestations
own-column-reports = comptes rendus
own-column-source = source
