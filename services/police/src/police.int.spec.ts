import { aDesk, aReferral, issued } from '@yimen/work-queue/testing';
import type { Desk } from '@yimen/work-queue/testing';
import { policeService } from './index';

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk(policeService);
});
afterAll(() => desk.stop());

it('shows', async () => {
  await desk.hear(issued(aReferral()));
  console.log(JSON.stringify(await desk.get('/work-items'), null, 1));
  console.log(JSON.stringify(await desk.rows('select * from parked')));
});
