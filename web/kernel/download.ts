/** Saves what the address answers as a file, and stays on the page. Without a name, the server names the file. */
export function download(address: string, name = ''): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
