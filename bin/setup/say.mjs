// What the commands print. Plain JavaScript that Node 20 understands, like everything in bin/: it runs before
// the Node that comes as a package is there.

/** Ends the command with a sentence for the person who typed it. */
export function giveUp(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

/** Tells what is done once it takes more than a second, again every ten, and how long it took. */
export async function during(what, work) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  let told = false
  const tell = () => {
    console.error(told ? `  … ${what.toLowerCase()}, ${seconds()} s so far` : `  ${what} …`)
    told = true
  }
  const soon = setTimeout(tell, 900)
  const often = setInterval(tell, 10_000)
  try {
    return await work()
  } finally {
    clearTimeout(soon)
    clearInterval(often)
    if (told) console.error(`  done in ${seconds()} s`)
  }
}
