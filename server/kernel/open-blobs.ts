import path from 'node:path'
import { blobsOnDisk } from './blobs-on-disk.ts'
import { blobsOnS3 } from './blobs-on-s3.ts'
import type { Blobs } from './blobs.ts'
import type { Config } from './config.ts'
import { Bucket } from './s3-bucket.ts'

export const isOnS3 = ({ s3Bucket, s3Url }: Config): boolean => s3Bucket !== null || s3Url !== null

/** The files of the instance: in the bucket that the settings name, otherwise in the data folder. */
export function openBlobs(config: Config): Blobs {
  return isOnS3(config) ? blobsOnS3(new Bucket(config)) : blobsInFolder(config)
}

export function blobsInFolder({ dataDir }: Config): Blobs {
  return blobsOnDisk(path.join(dataDir, 'blobs'))
}
