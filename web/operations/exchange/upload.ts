import { Problem, problemFrom } from '../../kernel/problem.ts'

/** Uploads a large file and reports progress, which `fetch` cannot do. */
export function upload<Answered>(
  address: string,
  file: File,
  { signal, told }: { signal: AbortSignal; told: (sent: number) => void },
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('content-type', 'application/zip')
    request.setRequestHeader('accept', 'application/json, application/problem+json')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded }) => told(loaded))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(request.response as Answered)
      else reject(problemFrom(request.status, request.response))
    })
    const silent = () => reject(new Problem({ status: 0, code: 'offline', title: '' }))
    request.addEventListener('error', silent)
    request.addEventListener('abort', silent)
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
