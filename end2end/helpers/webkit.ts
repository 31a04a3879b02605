// A WebKit browser by the W3C WebDriver protocol: what Safari's engine does with pages differs where it counts.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

const screen = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The driver, if there is one (named, or Debian's `webkit2gtk-driver`), and a screen, or what makes one (`xvfb`). */
export const driver = screen || onPath('xvfb-run') ? process.env.TOUCHSTONE_WEBKIT_DRIVER ?? onPath('WebKitWebDriver') : undefined;

export class WebKit {
  private constructor(private readonly child: ChildProcess, private readonly port: number, private session: string) {}

  static async start(): Promise<WebKit> {
    const port = await freePort();
    const call = [driver!, `--port=${port}`];
    // Without a screen it gets one that nobody sees.
    if (!screen) call.unshift('xvfb-run', '-a');
    // Without a graphics card it would paint nothing: pictures would be black.
    const env = { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' };
    const child = spawn(call[0], call.slice(1), { detached: true, stdio: 'ignore', env });
    const webkit = new WebKit(child, port, '');
    try {
      const end = Date.now() + 30_000;
      while (!(await webkit.call('GET', '/status').then((it) => it.ready, () => false))) {
        if (child.exitCode !== null || Date.now() > end) throw new Error('the WebKit driver did not start');
        await new Promise((later) => setTimeout(later, 100));
      }
      const { sessionId } = await webkit.call('POST', '/session', { capabilities: {} });
      webkit.session = `/session/${sessionId}`;
      return webkit;
    } catch (error) {
      await webkit.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.session) await this.call('DELETE', this.session).catch(() => {});
    const ended = new Promise((done) => this.child.once('exit', done));
    if (this.child.exitCode === null && this.child.pid) {
      process.kill(-this.child.pid, 'SIGTERM');
      await ended;
    }
  }

  go = (url: string) => this.call('POST', `${this.session}/url`, { url });
  url = (): Promise<string> => this.call('GET', `${this.session}/url`);
  back = () => this.call('POST', `${this.session}/back`, {});

  /** Runs the body of a function in the page. */
  run = (script: string, ...args: unknown[]) => this.call('POST', `${this.session}/execute/sync`, { script, args });

  async click(selector: string): Promise<void> {
    await this.call('POST', `${this.session}/element/${await this.find(selector)}/click`, {});
  }

  /** Types behind what stands in a field. */
  async type(selector: string, text: string): Promise<void> {
    await this.call('POST', `${this.session}/element/${await this.find(selector)}/value`, { text });
  }

  async clear(selector: string): Promise<void> {
    await this.call('POST', `${this.session}/element/${await this.find(selector)}/clear`, {});
  }

  value = (selector: string): Promise<string> => this.run('return document.querySelector(arguments[0])?.value', selector);

  /** Waits until an expression holds in the page. */
  async until(expression: string): Promise<void> {
    const end = Date.now() + 15_000;
    while (!(await this.run(`return Boolean(${expression})`).catch(() => false))) {
      if (Date.now() > end) throw new Error(`never: ${expression}, at ${await this.url()}`);
      await new Promise((later) => setTimeout(later, 100));
    }
  }

  /** How a control looks, as a PNG in base64. */
  async picture(selector: string): Promise<string> {
    // Outside the window nothing is painted: the picture would be black.
    await this.run('document.querySelector(arguments[0]).scrollIntoView({ block: "center" })', selector);
    await new Promise((later) => setTimeout(later, 500));
    return this.call('GET', `${this.session}/element/${await this.find(selector)}/screenshot`);
  }

  private async find(selector: string): Promise<string> {
    return (await this.call('POST', `${this.session}/element`, { using: 'css selector', value: selector }))[ELEMENT];
  }

  private async call(method: string, at: string, body?: unknown): Promise<any> {
    const reply = await fetch(`http://127.0.0.1:${this.port}${at}`, { method, body: body ? JSON.stringify(body) : undefined });
    const { value } = (await reply.json()) as { value: any };
    if (!reply.ok) throw new Error(`${method} ${at}: ${value.error}: ${value.message}`);
    return value;
  }
}

function onPath(name: string): string | undefined {
  const all = (process.env.PATH ?? '').split(path.delimiter).map((dir) => path.join(dir, name));
  return all.find((file) => existsSync(file));
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => found(port));
    });
  });
}
