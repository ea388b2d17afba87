import sharp from 'sharp'

// The files of the demonstration: lists that an office program opens, texts, and drawings.

const texts = {
  'Tarifs 2026.csv': `Référence;Désignation;Unité;Prix HT
CH-22;Chêne massif 22 mm, qualité A;m²;118,00
CH-27;Chêne massif 27 mm, qualité A;m²;139,50
FR-22;Frêne massif 22 mm;m²;92,00
MDF-19;MDF 19 mm, à peindre;m²;24,80
POSE;Pose sur chantier, à deux;heure;96,00
PLANS;Plans d’exécution;forfait;480,00
`,
  'Débit tête de lit.csv': `Pièce;Quantité;Longueur mm;Largeur mm;Épaisseur mm;Essence
Montant;84;1 180;90;27;Chêne
Traverse haute;42;1 640;110;27;Chêne
Traverse basse;42;1 640;90;27;Chêne
Panneau cannelé;126;980;510;19;Frêne
Tasseau de pose;84;1 600;45;22;Sapin
`,
  'Relevé de cotes, étage 3.txt': `Étage 3, relevé du 14 au matin, télémètre + niveau.

301  largeur entre cloisons 3 412 mm, faux équerre 6 mm côté fenêtre
302  3 408 mm, plinthe à déposer
303  3 420 mm, prise à 62 cm : demander à M. Garnier
304  3 411 mm
305  3 398 mm, gaine technique à droite, prévoir la découpe de 120 x 80
`,
  'Notice de pose.md': `# Notice de pose, têtes de lit

1. Vérifier le **niveau du sol** : au-delà de 4 mm, caler.
2. Fixer le tasseau à *1 180 mm*, vis de 6 x 80, chevilles du mur porteur.
3. Accrocher, régler, bloquer par dessous.

> Deux personnes, toujours. Gants blancs pour les panneaux vernis.

| Mur | Cheville |
| --- | --- |
| Béton | 8 x 60 |
| Carreau de plâtre | à expansion |
`,
  'Fire doors, notes from the visit.txt': `Corridor doors are EI 30, keep the 4 mm gap under the leaf.
No fixing into the frames. The closer of 307 is loose: tell the hotel.
`,
} as const

const drawings = {
  'Tête de lit, vue de face.png': () => headboard(),
  'Bar elevation.png': () => bar(),
} as const

export type FileName = keyof typeof texts | keyof typeof drawings

const types: Record<string, string> = {
  ...{ csv: 'text/csv', md: 'text/markdown', png: 'image/png', txt: 'text/plain' },
}

export function typeOf(name: FileName): string {
  return types[name.split('.').at(-1)!]!
}

export async function bytesOf(name: FileName): Promise<Buffer> {
  if (name in texts) return Buffer.from(texts[name as keyof typeof texts])
  const svg = drawings[name as keyof typeof drawings]()
  return sharp(Buffer.from(svg)).png().toBuffer()
}

const [wide, high] = [1600, 1000]

function sheet(drawn: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" fill="none" stroke="#2b2b2b" stroke-width="3">
    <rect width="100%" height="100%" fill="#fbfaf6" stroke="none"/>${drawn}</svg>`
}

const box = (x: number, y: number, width: number, height: number, more = '') =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${more}/>`

/** Three fluted panels between two posts, with its measures. */
function headboard(): string {
  const flutes = (left: number) =>
    Array.from({ length: 14 }, (_, n) => box(left + 12 + n * 26, 300, 12, 380, 'stroke-width="1"'))
  const panels = [230, 620, 1010].map((left) => box(left, 280, 370, 420) + flutes(left).join(''))
  const posts = box(180, 220, 50, 600, 'fill="#e4d3b4"') + box(1380, 220, 50, 600, 'fill="#e4d3b4"')
  return sheet(posts + box(230, 220, 1150, 60, 'fill="#e4d3b4"') + panels.join('') + measure(900))
}

/** A counter with five fronts under a shelf of bottles. */
function bar(): string {
  const fronts = Array.from({ length: 5 }, (_, n) =>
    box(180 + n * 250, 560, 240, 300, 'fill="#d9e2dc"'),
  )
  const bottles = Array.from({ length: 18 }, (_, n) => box(230 + n * 65, 180, 26, 90, 'rx="8"'))
  return sheet(
    fronts.join('') +
      box(150, 520, 1310, 40, 'fill="#e4d3b4"') +
      box(200, 270, 1210, 16) +
      bottles.join('') +
      measure(920),
  )
}

const measure = (y: number) =>
  `<path stroke-width="2" d="M180 ${y}H1430M180 ${y - 14}v28M1430 ${y - 14}v28"/>`
