### Le rapport d’une simulation.

report = rapport
absent = Il manque à ce fichier : { $sections }. Ces parties sont vides ci-dessous.
few-replicates = { $count ->
    [one] Cette simulation n’a qu’un réplicat : il n’y a pas de dispersion à montrer.
   *[other] Cette simulation n’a que { $count } réplicats : prenez les intervalles pour approximatifs.
}
section-failed = Cette partie n’a pas pu être dessinée : { $detail }

problem-empty = Cette page ne contient aucune simulation
problem-empty-do = C’est la page vide que Groundswell remplit. Pour faire le rapport d’un dossier de simulation :
problem-json = Les données de cette page sont illisibles
problem-json-do = Le fichier a pu être tronqué ou modifié. Refaites-le à partir du dossier de simulation.
problem-schema = Cette page ne sait pas lire cette version des données
problem-schema-do = Les données viennent d’une autre version de Groundswell que la page. Refaites le rapport. Schéma trouvé :
problem-shape = Les données de cette page sont incomplètes
problem-shape-do = Une partie sans laquelle rien ne peut être dessiné manque ou est fausse. Refaites le rapport. Il s’agit de :

## La question posée
asked-form = Ordres des autorités
form-history = donnés aux dates relevées
form-endogenous = déclenchés dans le modèle
asked-period = Période
asked-period-value = du { $from } au { $to } ({ $clock })
asked-people = Population
asked-people-value = { $one ->
    [1] { $agents } agents, un par adulte
   *[other] { $agents } agents, un pour { $scale } adultes
}
asked-replicates = Réplicats
asked-replicates-value = { $failed ->
    [0] { $done }, aucun échec
   *[other] { $done }, et { $failedText } en échec
}
asked-version = Version
asked-command = Commande

## Parties
section-headline = À côté des relevés
lede-headline = Les plus grands nombres de la simulation, chacun à côté du chiffre publié.
section-map = Où et quand
lede-map = Une marque par ville ; son aire est le nombre médian de personnes parmi les réplicats à l’heure affichée. Déplacez l’horloge ou lancez la lecture.
section-branches = Branches
lede-branches = Ce qui change quand une seule chose change, à hasard égal.
branches-from = Chaque réplicat va une fois jusqu’au { $time } ; de là, chaque branche continue avec les mêmes nombres aléatoires.
branches-beginning = Chaque branche commence au début, avec les mêmes nombres aléatoires.
branches-against = Les différences sont prises par rapport à « { $against } », réplicat par réplicat.
branches-curve = Participants dans la rue, médiane de chaque branche.
branches-part = En pointillé : l’heure où elles se séparent.
branches-overview = Différences, appariées
branches-more = { $count } autres nombres
branches-nothing = ne change rien
branches-same = « { $branch } » est identique à « { $against } » dans chaque réplicat : ce qu’elle change n’a pas d’effet ici.
branches-outcomes = Issues de { $branch }
branches-differences = Différences de { $branch }
branches-mean = Moyenne de { $pairs } paires
branches-paired = Différence, appariée
branches-unpaired = Non appariée
branches-variance = Variance restante
branches-note = Dans ce modèle, sous ces paramètres, ou ces tirages d’une loi a posteriori. Les intervalles sont à 90 % ; ils contiennent le hasard et les tirages, pas l’erreur du modèle, et se resserrent avec les réplicats. Variance restante : des différences appariées sur les non appariées ; à 0,1, un dixième des réplicats donne le même intervalle.
section-curves = Les courbes face aux relevés
lede-curves = La bande montre ce sur quoi les réplicats s’accordent. Les chiffres relevés sont dessinés par-dessus, ceux qui ont servi à l’ajustement et les autres.
section-onset = Le premier événement de chaque région
lede-onset = Quand chaque région a connu son premier événement : selon les relevés, et dans les réplicats.
section-daily = Jour par jour
lede-daily = Par jour, la médiane simulée avec ses 90 % centraux, et le chiffre relevé s’il en a été publié un.
section-outcomes = Comment les réplicats finissent
lede-outcomes = Les issues suivent des règles énoncées et n’ont jamais été ajustées. Un réplicat peut remplir plusieurs règles. Les intervalles ne reflètent que le nombre de réplicats.
section-statistics = Ajustement : ce qui est atteint, ce qui est manqué
lede-statistics = Les statistiques qui comparent la simulation aux relevés. Celles qui sont réservées n’ont pas servi à choisir les valeurs par défaut.
section-parameters = Paramètres
lede-parameters = Chaque valeur de cette simulation avec son intervalle et son origine : L littérature, D données, A supposé.
section-mechanisms = Mécanismes
lede-mechanisms = Chaque affirmation causale du modèle, avec sa page de manuel. Un mécanisme éteint laisse le modèle comme s’il n’existait pas.
section-limits = Limites
lede-limits = Ce que cette simulation ne peut pas dire.
section-cite = Comment citer
lede-cite = La simulation, et les sources des données qui la fondent.
section-manifest = Fichiers de la simulation
lede-manifest = Avec ces sommes, chacun peut vérifier qu’une copie est la même simulation.

## À côté des relevés
headline-peak = Participants au plus fort
headline-units = Régions ayant connu un événement
headline-detained = Arrestations à la fin
headline-killed = Décès à la fin
headline-between = 90 % des réplicats : de { $low } à { $high }
headline-units-between = { $low } dans au moins 95 % des réplicats, { $high } dans au moins 5 %
headline-record = Relevé : { $best }
headline-no-record = Aucun chiffre relevé

## Courbes
said-peak = La médiane est la plus haute le { $time }, à { $median } ; 90 % des réplicats sont alors entre { $low } et { $high }.
said-cumulative = Au { $time }, la médiane est de { $median } ; 90 % des réplicats sont entre { $low } et { $high }.
said-facts = La bande de 90 % rencontre { $met } des { $count ->
    [one] { $count } chiffre relevé
   *[other] { $count } chiffres relevés
}.
said-no-facts = Aucun chiffre relevé à comparer.
facts-table = { $count ->
    [one] Le chiffre relevé et sa source
   *[other] Les { $count } chiffres relevés et leurs sources
}
numbers-table = Le graphique en tableau

## Tableaux
events-table = { $count ->
    [one] L’événement daté
   *[other] Les { $count } événements datés
}
event-order = ordre
event-seen = seulement dans les relevés
until = jusqu’au { $time }
onset-said = L’intervalle simulé rencontre le jour relevé dans { $within } des { $count ->
    [one] { $count } région qui a
   *[other] { $count } régions qui ont
} les deux.
onset-none = aucun événement trouvé
onset-not-reached = non atteinte
replicates-failed = { $failed ->
    [one] Un réplicat a échoué et n’est pas compté dans les parts.
   *[other] { $failed } réplicats ont échoué et ne sont pas comptés dans les parts.
}
replicates-table = { $count ->
    [one] Le réplicat
   *[other] Les { $count } réplicats
}
daily-key = ● chiffre relevé, avec ses valeurs basse et haute : « atteint » quand l’intervalle simulé rejoint cette étendue.

## Paramètres et mécanismes
parameters-search = Chercher
parameters-mark = Marque de source
parameters-any = toutes
parameters-changed-only = Seulement les modifiés
parameters-count = { $count } paramètres sur { $all }
parameters-group = { $count ->
    [one] { $count } paramètre
   *[other] { $count } paramètres
}{ $changed ->
    [0] { "" }
    [one] , { $changed } modifié
   *[other] , { $changed } modifiés
}
parameters-was = par défaut { $value }
parameters-none = Aucun paramètre ne correspond.
mechanism-on = actif
mechanism-off = éteint dans cette simulation

## Citation et fichiers
cite-copy = Copier
cite-copied = Copié.
cite-selected = Sélectionné ; copiez avec le clavier.
sources = Sources
manifest-run = Simulation { $id }, faite le { $created } sur { $platform } avec { $threads ->
    [one] { $threads } fil
   *[other] { $threads } fils
} ; { $seconds } secondes par réplicat ; graine { $seed }.

## Calage et sensibilité
section-learned = Ce que les relevés disent des paramètres
lede-learned = Les paramètres de chaque réplicat ont été tirés d’une loi a posteriori : ce qu’un calage sur les relevés a laissé d’une loi a priori.
learned-said = { $simulations } simulations en { $generations } générations ; la loi a posteriori vaut { $effective } points de même poids. Simulations échouées : { $failed }.
learned-not = { $count ->
    [one] Un paramètre n’a pas été appris et reste où sa loi a priori l’a mis : { $names }.
   *[other] { $count } paramètres n’ont pas été appris et restent où leurs lois a priori les ont mis : { $names }.
}
learned-key = Contraction : 1 − variance a posteriori / variance a priori ; sous 0,20, les relevés ne disent presque rien. Lié : le paramètre avec lequel il est le plus corrélé ; où le lien est fort, seule une combinaison est connue. Rangs : de la vraie valeur d’événements synthétiques dans leur loi a posteriori, par dixièmes ; des barres égales signifient une inférence juste.
column-prior = A priori
column-posterior = A posteriori, 90 %
column-contraction = Contraction
column-tied = Lié à
column-ranks = Rangs
not-learned = non appris
ranks-said = Rangs par dixièmes : { $bars } ; { $covered } % dans les 90 % centraux
section-sensitive = Ce qui déplace le résultat
lede-sensitive = De combien une quantité change quand chaque paramètre parcourt son intervalle, les autres bougeant aussi. Intervalles par rééchantillonnage.
sensitive-quantity = Quantité
sensitive-said = { $runs } simulations, { $failed } échouées, { $without } points sans valeur
column-total = Part totale
column-first = Part propre
section-forecast = Ce que valent ses prévisions
lede-forecast = Les prévisions du modèle, à partir de ce qui était publié avant chaque origine, notées à côté de références simples sur les mêmes faits. Toutes origines ensemble.
forecast-score = Score et horizon
forecast-said = Score { $value }, plus petit vaut mieux ; { $outcomes } résultats
forecast-verdict = Meilleur que { $better }, moins bon que { $worse } et sans différence nette avec { $open } des références.
column-baseline = Référence
column-score = Son score
column-skill = Gain du modèle
forecast-key = Gain : 1 − score du modèle / score de la référence ; au-dessus de 0 le modèle est meilleur. Entre crochets, l’intervalle à 90 % d’un rééchantillonnage apparié des régions, là où elles sont assez nombreuses. C’est un seul événement : l’intervalle dit combien les régions diffèrent, non comment irait un autre événement.

## The first page and the appendix
verdict = Sur { $total } chiffres relevés, { $met } sont atteints par un intervalle qui dit quelque chose, { $wide } seulement parce que l’intervalle est plus large que deux fois l’étendue du relevé, et { $missed } sont manqués.
verdict-bias = La médiane vaut d’ordinaire { $times } fois le relevé.
verdict-coarse = non jugé
appendix = Annexe
appendix-what = jour par jour, chaque paramètre, chaque mécanisme, les fichiers
appendix-paper = Le tableau par jour, chaque paramètre avec sa source, chaque mécanisme et la liste des fichiers figurent dans l’annexe du fichier.

## Who forecast
forecaster-model = simulations
forecaster-conditioned = simulations conditionnées par les comptes rendus reçus
forecaster-stack = toutes les prévisions, pondérées ensemble
said-peak-all = La médiane est la plus haute le { $time }, à { $median }, et ne varie guère d’un réplicat à l’autre.
said-cumulative-all = Au { $time }, la médiane est de { $median } et ne varie guère d’un réplicat à l’autre.
verdict-met = atteint
verdict-missed = manqué
scale-coarse = Cette simulation a un agent pour { $scale } adultes : ses chiffres diffèrent de ceux du pays entier.
