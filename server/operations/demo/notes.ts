/** The company's notes: titles and Markdown, in French or English, whichever the author writes. */
export const notes = {
  welcome: {
    title: 'Bienvenue à l’Atelier',
    markdown: `## Pour commencer

Nous sommes **dix**, dans deux bâtiments, et nous avons longtemps travaillé avec des papiers volants. Ici, chacun trouve ce qui concerne son groupe, et rien d’autre.

- Ce qui concerne *tout le monde* : dans ce groupe.
- Ce qui concerne un client : dans le groupe du client, avec le client.
- Ce qui ne concerne que vous : dans votre espace privé.

> Un groupe, un sujet, une règle simple. Si une règle devient compliquée, faisons deux groupes.

## Qui demander ?

| Sujet | Personne | Le plus simple |
| --- | --- | --- |
| Congés, horaires | Sofia Lindqvist | un commentaire sous la note *Congés* |
| Machines, outillage | Marek Nowak | groupe Production |
| Devis | Amina Benali | groupe Ventes |
| Tout le reste | Hélène Marchand | la porte est ouverte |
`,
  },
  holidays: {
    title: 'Congés d’été',
    markdown: `L’atelier ferme **trois semaines en août**. Les poses urgentes sont assurées par roulement.

| Semaine | À l’atelier | En pose |
| --- | --- | --- |
| 31 | Camille, Idris | Rui |
| 32 | — | Rui, Marek |
| 33 | — | Marek |
| 34 | Anouk | — |

## À faire avant de partir

- [x] Vider les bacs de l’aspiration
- [x] Couper l’air comprimé
- [ ] Huiler les guides de la toupie
- [ ] Prévenir l’Hôtel du Lac des dates de fermeture
`,
  },
  meeting: {
    title: 'Réunion du lundi',
    markdown: `**Présents :** Hélène, Sofia, Amina, Julien, Marek, Camille, Rui, Anouk, Idris
**Excusé :** Thomas (chez un client à Zurich)

## Décisions

1. La scie à format est révisée le 12 ; pas de débit ce jour-là.
2. Les chutes de chêne de plus de 40 cm sont gardées pour les échantillons.
3. Idris prépare seul les échantillons de teinte, Anouk relit.

## Suites

- [x] Marek commande les lames
- [ ] Amina envoie le planning à l’Hôtel du Lac
- [ ] Sofia réserve la salle pour la visite du lycée professionnel
`,
  },
  minutesTemplate: {
    title: 'Modèle : compte rendu',
    markdown: `**Présents :**
**Excusés :**

## Décisions

1.

## Suites

- [ ] Qui, quoi, pour quand
`,
  },
  quotes: {
    title: 'Devis en cours',
    markdown: `| Client | Objet | Montant HT | Suivi par | État |
| --- | --- | ---: | --- | --- |
| Hôtel du Lac | 42 chambres, têtes de lit et bureaux | 186 400 € | Amina | signé |
| Mairie de Talloires | Salle du conseil | 38 900 € | Julien | relance le 15 |
| Whitfield & Rowe | Reading room, Bath | 61 200 € | Thomas | drawings awaited |
| Famille Perret | Bibliothèque, frêne | 9 750 € | Julien | envoyé |

Règle de la maison : **un devis sans nouvelles depuis dix jours se relance par téléphone**, pas par écrit.
`,
  },
  abroad: {
    title: 'Selling abroad: what we learned',
    markdown: `## Before the first call

- Say *joinery*, not *carpentry*: in Britain they are two trades.
- Swiss clients ask for the **origin of the wood** first, the price second.
- Always quote with transport and fitting. Nobody remembers that it was "ex works".

## Prices that held

| Country | Day rate | Travel |
| --- | ---: | --- |
| Switzerland | 980 € | by van, one night |
| United Kingdom | 860 € | freight + two fitters by train |
| Netherlands | 790 € | by van |

\`\`\`
Margin check: (price - wood - hours x 54 - transport) / price >= 0.28
\`\`\`
`,
  },
  callNotes: {
    title: 'Appel Mairie de Talloires',
    markdown: `Parlé avec Mme Vuillard, 20 minutes.

- Le conseil vote **le 18** ; notre offre est la seule en bois local.
- Elle voudrait voir un plateau fini, à plat, à la lumière du jour.
- Inquiétude : le bruit du parquet pendant la pose. Proposer les samedis.

- [x] Envoyer deux photos de la salle de Sevrier
- [ ] Préparer un plateau d’échantillon avec Camille
`,
  },
  plan: {
    title: 'Planning de la semaine',
    markdown: `| | Lundi | Mardi | Mercredi | Jeudi | Vendredi |
| --- | --- | --- | --- | --- | --- |
| Marek | débit chêne | débit chêne | CNC | CNC | entretien |
| Camille | placages | placages | montage | montage | montage |
| Rui | pose Sevrier | pose Sevrier | atelier | chargement | pose Lac |
| Anouk | teintes | vernis | vernis | contrôle | contrôle |
| Idris | échantillons | avec Camille | CFA | CFA | entretien |

Chargement du camion **jeudi 16 h**, tout le monde donne un coup de main.
`,
  },
  oak: {
    title: 'Chêne : réception et séchage',
    markdown: `## À la réception

1. Compter les plateaux, noter le numéro de lot à la craie **et** ici.
2. Mesurer l’humidité à trois endroits, jamais en bout.
3. Au-dessus de 12 %, le lot part au séchoir, sans discussion.

| Lot | Provenance | Reçu | Humidité | Où |
| --- | --- | --- | ---: | --- |
| 24-117 | Jura | 3 mars | 9,8 % | travée 2 |
| 24-121 | Bourgogne | 19 mars | 13,4 % | séchoir |
| 24-126 | Jura | 2 avril | 10,1 % | travée 1 |

### Séchoir

Monter de 2 °C par jour, pas plus. Un lot pressé est un lot fendu.
`,
  },
  varnish: {
    title: 'Varnish: recipes and mistakes',
    markdown: `The water-based one we use since spring. **Room at 19 to 22 °C, never below 17.**

1. Sand 180, dust off, wait ten minutes.
2. First coat thin, 90 g/m².
3. Sand 320 by hand only.
4. Second coat 110 g/m², door closed, nobody walks past.

## Mistakes I made so that you need not

- Orange peel: the gun was too far away (25 cm is right, not 40).
- White veil: humidity above 70 %. Look at the dial *first*.
- [x] New filters ordered
- [ ] Try the matt sample for the hotel's corridor
`,
  },
  cnc: {
    title: 'CNC : programme des têtes de lit',
    markdown: `Panneau de 2 040 × 1 180, 42 pièces, deux faces.

\`\`\`
G21 G90            ; millimètres, absolu
T3 M6              ; fraise 8 mm
S18000 M3
G0 X12 Y12 Z5
G1 Z-6.0 F1200
\`\`\`

**Attention :** l’origine est en bas à *gauche* vu de l’opérateur. Les trois premières pièces de mardi étaient en miroir.

- [x] Corriger l’origine dans le programme
- [x] Refaire les pièces 1 à 3
- [ ] Ranger la fraise de 8 usée dans le bac rouge
`,
  },
  apprentice: {
    title: 'Carnet d’apprentissage',
    markdown: `## Semaine 14

Monté mon premier **assemblage à queue d’aronde** sans jeu. Camille dit que le troisième côté est bon.

- [x] Affûter les ciseaux
- [x] Apprendre à lire le fil avant de raboter
- [ ] Refaire le côté droit, plus lentement

## Semaine 13

CFA : calcul des escaliers. Je n’ai pas compris le *balancement* ; demander à Rui.
`,
  },
  salaries: {
    title: 'Salaires et augmentations',
    markdown: `*Ne sort pas de ce cercle.*

| | Actuel | Proposé | À partir de |
| --- | ---: | ---: | --- |
| Ventes (3) | 112 800 € | 116 200 € | juillet |
| Atelier (5) | 158 400 € | 166 300 € | juillet |

Budget : **3,9 %** du total, tenable si l’Hôtel du Lac paie à trente jours.

- [ ] Voir avec le comptable la prime de fin d’apprentissage d’Idris
- [ ] En parler à chacun, de vive voix, avant le 20
`,
  },
  succession: {
    title: 'Dans cinq ans',
    markdown: `Je ne veux pas vendre à un groupe. Trois pistes, sans ordre :

1. Une **coopérative** : Marek et Amina en ont parlé d’eux-mêmes.
2. Un associé de l’extérieur, minoritaire.
3. Continuer, moins vite.

Sofia : peux-tu demander à la chambre de métiers ce que coûte l’étude pour la première ?
`,
  },
  agendaDirector: {
    title: 'Rendez-vous de la semaine',
    markdown: `| Quand | Qui | Où | Préparer |
| --- | --- | --- | --- |
| lundi 9 h | toute l’équipe | atelier | points de la semaine |
| mardi 14 h | Mme Dubreuil, Hôtel du Lac | sur place | teintes, planning |
| mercredi 11 h | banque | Annecy | tableau de trésorerie |
| jeudi — | *ne rien prendre* | | |

Added by Sofia: the bank moved from 10 to 11, they confirmed by phone.
`,
  },
  directorPrivate: {
    title: 'Idées, pour moi',
    markdown: `- Un petit atelier pour les écoles, un mercredi par mois ?
- Relire le contrat d’assurance avant l’automne.
- Remercier Anouk : personne ne l’a fait pour les vernis du salon.
`,
  },
  hotelBrief: {
    title: 'Cahier des charges – 42 chambres',
    markdown: `## L’essentiel

L’Hôtel du Lac reste ouvert pendant les travaux : **un étage à la fois**, du dimanche 14 h au jeudi 18 h.

| Étage | Chambres | Début | Fin |
| --- | ---: | --- | --- |
| 3 | 14 | 2 septembre | 19 septembre |
| 2 | 14 | 23 septembre | 10 octobre |
| 1 | 14 | 14 octobre | 31 octobre |

## Ce que nous fabriquons

- Tête de lit en chêne, fil vertical, deux prises intégrées
- Bureau 120 × 55, tiroir sans poignée
- Porte-bagages pliant

## Ce que nous ne faisons pas

Électricité, peinture, rideaux : voir avec M. Garnier.
`,
  },
  hotelSamples: {
    title: 'Samples and finishes',
    markdown: `James, Claire: three finishes are on the table in room 204.

| No. | Wood | Finish | Under lamp light |
| --- | --- | --- | --- |
| A | oak, Jura | natural oil | warm, shows fingerprints |
| B | oak, Jura | matt varnish, 2 coats | neutral, robust |
| C | oak, smoked | matt varnish, 2 coats | dark, striking in the corridor |

- [x] A, B and C delivered
- [x] Photographs in daylight
- [ ] Decision on the rooms
- [ ] Decision on the corridor

*Our advice: B in the rooms, C in the corridor only.*
`,
  },
  hotelSite: {
    title: 'Journal de chantier',
    markdown: `## Étage 3, chambre témoin

- Murs : faux aplomb de 11 mm côté fenêtre. **Fourrure ajoutée.**
- Les prises de la tête de lit tombent derrière la table de nuit : à remonter de 8 cm.
- Ascenseur : panneaux de plus de 2,10 m par l’escalier.

## À valider par la cliente

- [x] Hauteur de la tête de lit : 118 cm
- [ ] Position des prises
- [ ] Sens d’ouverture du porte-bagages
`,
  },
  safety: {
    title: 'Consignes de sécurité de l’atelier',
    markdown: `## Toujours

1. Lunettes et casque dès qu’une machine tourne, **la sienne ou celle du voisin**.
2. Personne ne travaille seul à la toupie.
3. Un carter démonté se signale par le panneau rouge et par une note ici.

## En cas d’accident

> Arrêt d’urgence, 15 ou 112, puis Marek. La trousse est à gauche de la porte.

| Vérification | Fréquence | Dernière |
| --- | --- | --- |
| Extincteurs | annuelle | février |
| Arrêts d’urgence | mensuelle | ce mois-ci |
| Trousse de secours | trimestrielle | mars |
`,
  },
  nearMiss: {
    title: 'Presque accident : recul à la scie',
    markdown: `Mardi, 16 h 20, scie à format, chute de 30 cm projetée. **Personne n’est touché.**

**Pourquoi :** le couteau diviseur avait été retiré pour une rainure, et pas remis.

- [x] Couteau remis, photo prise
- [x] Expliqué à toute l’équipe le lendemain
- [ ] Support pour ranger le couteau *devant* la machine
`,
  },
  fair: {
    title: 'Salon : bilan',
    markdown: `Trois jours, 214 visites sur le stand, **31 contacts**, 4 devis, 1 commande ferme.

## Ce qui a marché

- Le banc à toucher : les gens s’asseyaient et restaient.
- Anouk qui vernit en direct, deux fois par jour.

## À ne pas refaire

- Le stand dos à la porte.
- Les prospectus : 400 rapportés sur 500.
`,
  },
  lunch: {
    title: 'Who brings what on Friday?',
    markdown: `- [x] Bread and cheese: Rui
- [x] Something green: Camille
- [ ] Dessert: ?
- [x] Coffee, as always: Marek

*La tarte aux myrtilles de la dernière fois était excellente, signé : tout le monde.*
`,
  },
} satisfies Record<string, { title: string; markdown: string }>

export type NoteKey = keyof typeof notes
