import { lights, widths, type Picture } from './picture.ts'
import type { Scene } from './scene.ts'

/** All pictures on one page, scene by scene, with the problems found. */
export function indexPage(scenes: readonly Scene[], pictures: readonly Picture[]): string {
  const bad = pictures.filter(({ problems }) => problems.length > 0)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Gallery</title>
<style>
  body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; background: #f6f4ef; color: #26221c; }
  section { margin-block: 2.5rem; }
  .shots { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start; }
  figure { margin: 0; flex: none; }
  img { height: 420px; width: auto; max-width: 700px; object-fit: cover; object-position: top; border: 1px solid #cfc9bd; background: #fff; }
  figcaption { font-size: 12.5px; }
  .bad { color: #a3231a; }
  nav { columns: 14rem; }
</style>
<h1>Gallery</h1>
<p>${pictures.length} pictures of ${scenes.length} pages and states; ${bad.length} with problems.</p>
<ul class="bad">${bad.map(problemOf).join('')}</ul>
<nav>${scenes.map(({ name }) => `<a href="#${name}">${name}</a><br>`).join('')}</nav>
${scenes.map((scene) => sectionOf(scene, pictures)).join('\n')}
</html>
`
}

function problemOf({ file, problems }: Picture): string {
  const found = problems.map((problem) => `<li>${escaped(problem)}</li>`).join('')
  return `<li><a href="${file}">${file}</a><ul>${found}</ul></li>`
}

function sectionOf({ name, who }: Scene, pictures: readonly Picture[]): string {
  const order = ({ language, width, light }: Picture) =>
    (language === 'en' ? 0 : 4) + widths.indexOf(width as 1440) * 2 + lights.indexOf(light)
  const own = pictures.filter(({ scene }) => scene === name).toSorted((a, b) => order(a) - order(b))
  const shots = own.map(
    ({ file, width, light, language, problems }) =>
      `<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a>` +
      `<figcaption${problems.length ? ' class="bad"' : ''}>${width} · ${light} · ${language}</figcaption></figure>`,
  )
  return `<section id="${name}"><h2>${name} <small>as ${who}</small></h2><div class="shots">${shots.join('')}</div></section>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
