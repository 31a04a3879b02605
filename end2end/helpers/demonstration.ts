// Two years of an invented company take a while to make: a run makes them once, and each portal that shows them opens a
// copy.
import { rm } from 'node:fs/promises';
import { DEMONSTRATION, Portal } from './portal.ts';

/** Makes the folder before the first journey; what it gives takes it away after the last. */
export default async function make(): Promise<() => Promise<void>> {
  const portal = await Portal.start({ demo: true });
  await portal.rest();
  process.env[DEMONSTRATION] = portal.data;
  return () => rm(portal.data, { recursive: true, force: true });
}
