/** A service that is nothing but the kernel and the small test queue. */
import { deskService } from '../desk-service';
import { testQueue } from './queue';

export const kernelService = deskService(testQueue, { poolSize: 6 });
