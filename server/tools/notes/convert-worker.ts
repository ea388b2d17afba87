import { serveJobs } from '../../kernel/worker-thread.ts'
import { jobs } from './jobs.ts'

serveJobs(jobs)
