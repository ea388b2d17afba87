// The output of the commands. Plain JavaScript for Node 20, like everything in bin/: it runs before the packaged Node is
// installed.

/** Ends the command with a sentence for the person who typed it. */
export function giveUp(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

/** Prints what is being done once it takes more than a second, again every ten, and the total time. */
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
