import { offline, problemFrom } from './problem.ts'

type Upload = {
  method: 'POST' | 'PUT'
  /** The media type of the body. */
  type: string
  signal: AbortSignal
  /** Told the number of bytes sent so far. */
  onProgress: (sent: number) => void
}

/** Uploads a file or a part of one and reports progress, which `fetch` cannot do; rejects with a Problem. */
export function upload<Answered>(
  address: string,
  body: Blob,
  { method, type, signal, onProgress }: Upload,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, address)
    request.setRequestHeader('accept', 'application/json, application/problem+json')
    request.setRequestHeader('accept-language', document.documentElement.lang)
    request.setRequestHeader('content-type', type)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      if (request.status < 300) resolve(request.response as Answered)
      else reject(problemFrom(request.status, request.response))
    }
    request.onerror = () => reject(offline())
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}
