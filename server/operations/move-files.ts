// Copies all files between the data folder and the bucket of S3_BUCKET. `npm run move-files` starts it.
import { copyFiles } from '../foundation/files/moving.ts'
import { blobsOnS3 } from '../kernel/blobs-on-s3.ts'
import type { House } from '../kernel/context.ts'
import { Unavailable } from '../kernel/errors.ts'
import { blobsInFolder } from '../kernel/open-blobs.ts'
import { Bucket } from '../kernel/s3-bucket.ts'
import { inHouse } from './in-house.ts'

const usage = `npm run move-files -- to-s3
npm run move-files -- to-disk
  Copies every file between DATA_DIR and S3_BUCKET, compares it with its hash, and says which files are missing.
  Nothing is removed. It may run beside the server; run it again once the server is stopped, before it starts with the other store.`

async function move({ config, db }: House, way: string): Promise<void> {
  const bucket = new Bucket(config)
  const [s3, disk] = [blobsOnS3(bucket), blobsInFolder(config)]
  const [from, to] = way === 'to-s3' ? [disk, s3] : [s3, disk]
  try {
    const { copied, there, left } = await copyFiles(db, from, to)
    console.log(`· ${copied} files were copied, ${there} were there already.`)
    for (const { shelf, file, why } of left) console.log(`✖ ${from.where(shelf, file)}: ${why}`)
    if (left.length === 0) console.log('✔ Every file is in both places.')
    process.exitCode = left.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    console.error(
      `✖ The files could not be copied (${(error.cause as Error)?.message}): run it again.`,
    )
    process.exitCode = 1
  } finally {
    await bucket.close()
  }
}

const way = process.argv[2]
if (way === 'to-s3' || way === 'to-disk') await inHouse({}, (house) => move(house, way))
else {
  console.error(usage)
  process.exitCode = 1
}
