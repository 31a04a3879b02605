// A portal of one's own: a fresh database in a temporary folder, on a free port.
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { MailSink } from './mail.ts';

export const BINARY = process.env.TOUCHSTONE_BINARY ?? path.resolve(import.meta.dirname, '../../target/debug/touchstone');

/** Names the folder of a demonstration that is copied instead of made anew. */
export const DEMONSTRATION = 'TOUCHSTONE_E2E_DEMONSTRATION';

export interface Options {
  demo?: boolean;
  /** Where its mails go. */
  mails?: MailSink;
}

export class Portal {
  private child!: ChildProcess;
  private output = '';
  private constructor(readonly url: string, readonly data: string, private readonly options: Options) {}

  static async start(options: Options = {}): Promise<Portal> {
    const data = await mkdtemp(path.join(os.tmpdir(), 'touchstone-e2e-'));
    const made = process.env[DEMONSTRATION];
    if (options.demo && made) await cp(made, data, { recursive: true });
    const portal = new Portal(`http://127.0.0.1:${await freePort()}`, data, options);
    await portal.run();
    return portal;
  }

  /** The one-time link that the first start prints. */
  get setupLink(): string {
    const path = this.output.match(/\/setup\/[A-Za-z0-9_-]+/)?.[0];
    if (!path) throw new Error(`the portal printed no set-up link:\n${this.output}`);
    return this.url + path;
  }

  /** Everything that it has printed. */
  get log(): string {
    return this.output;
  }

  /** Ends it as a crash would. */
  async crash(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts it again on the same data. */
  async restart(): Promise<void> {
    await this.run();
  }

  /** Ends it, and leaves its data. */
  async rest(): Promise<void> {
    await this.end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.rest();
    await rm(this.data, { recursive: true, force: true });
  }

  private async run(): Promise<void> {
    const args = ['serve', '--addr', this.url.slice('http://'.length), '--data', this.data];
    if (this.options.demo) args.push('--demo');
    const env = { ...process.env, TOUCHSTONE_BASE_URL: this.url, ...this.options.mails?.settings };
    this.child = spawn(BINARY, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout!.on('data', (chunk) => (this.output += chunk));
    this.child.stderr!.on('data', (chunk) => (this.output += chunk));
    const deadline = Date.now() + 60_000;
    while (!(await fetch(this.url + '/healthz').then((it) => it.ok, () => false))) {
      if (this.child.exitCode !== null || Date.now() > deadline) throw new Error(`the portal did not start:\n${this.output}`);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill(signal);
    const forced = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(forced);
  }
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => found(port));
    });
  });
}
