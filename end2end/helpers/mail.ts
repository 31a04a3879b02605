// A real SMTP server that keeps what it gets: with STARTTLS, and only from whoever signs in.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';

export interface Mail {
  to: string[];
  /** Header names in lower case. */
  headers: Record<string, string>;
  subject: string;
  text: string;
  html: string;
  raw: string;
}

/** The certificate and key that the mail crate's own tests use. */
const TLS = path.resolve(import.meta.dirname, '../../crates/mail/tests/smtp');
const LOGIN = { user: 'portal', password: 'four plain words there' };

export class MailSink {
  readonly mails: Mail[] = [];
  private constructor(private readonly server: SMTPServer, readonly port: number) {}

  static async start(): Promise<MailSink> {
    let sink: MailSink;
    const server = new SMTPServer({
      key: readFileSync(path.join(TLS, 'key.pem')),
      cert: readFileSync(path.join(TLS, 'cert.pem')),
      // Before STARTTLS nobody may sign in, and nobody may send who has not.
      allowInsecureAuth: false,
      onAuth({ username, password }, session, done) {
        const good = session.secure && username === LOGIN.user && password === LOGIN.password;
        done(good ? null : new Error('bad credentials'), { user: username });
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map((it) => it.address);
          sink.mails.push(parse(Buffer.concat(chunks).toString('utf8'), to));
          done();
        });
      },
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    sink = new MailSink(server, (server.server.address() as AddressInfo).port);
    return sink;
  }

  /** What a portal is told so that it sends its mails here. */
  get settings(): Record<string, string> {
    return {
      TOUCHSTONE_SMTP_URL: `smtp://localhost:${this.port}`,
      TOUCHSTONE_SMTP_USER: LOGIN.user,
      TOUCHSTONE_SMTP_PASSWORD: LOGIN.password,
      TOUCHSTONE_SMTP_CA: path.join(TLS, 'cert.pem'),
      TOUCHSTONE_MAIL_FROM: 'minerals@acme.example',
    };
  }

  /** Waits for the newest mail to an address whose subject or text matches. */
  async wait(to: string, matching: RegExp = /./): Promise<Mail> {
    const find = () => this.mails.findLast((mail) => mail.to.includes(to) && matching.test(mail.subject + '\n' + mail.text));
    await expect.poll(() => Boolean(find()), { message: `a mail to ${to} like ${matching}`, timeout: 30_000 }).toBe(true);
    return find()!;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(() => stopped()));
  }
}

/** The first address in a mail's text that leads to the portal. */
export function linkIn(mail: Mail): string {
  const link = mail.text.match(/https?:\/\/[^\s<>"]+/)?.[0];
  if (!link) throw new Error(`no link in the mail "${mail.subject}":\n${mail.text}`);
  return link;
}

function parse(raw: string, to: string[]): Mail {
  const parts = part(raw);
  const { headers } = split(raw);
  const find = (kind: string) => parts.find((it) => it.kind === kind)?.text ?? '';
  return { to, headers, subject: words(headers.subject ?? ''), text: find('text/plain'), html: find('text/html'), raw };
}

function split(raw: string): { headers: Record<string, string>; body: string } {
  const at = raw.search(/\r?\n\r?\n/);
  const head = raw.slice(0, at).replace(/\r?\n[ \t]+/g, ' ');
  const headers: Record<string, string> = {};
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, body: raw.slice(at).replace(/^\r?\n\r?\n/, '') };
}

function part(raw: string): { kind: string; text: string }[] {
  const { headers, body } = split(raw);
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = type.match(/boundary="?([^";]+)"?/i)?.[1];
  if (boundary) {
    return body.split(`--${boundary}`).slice(1, -1).flatMap((it) => part(it.replace(/^\r?\n/, '')));
  }
  const encoding = (headers['content-transfer-encoding'] ?? '').toLowerCase();
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8')
    : encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r?\n/g, '')) : body;
  return [{ kind: type.split(';')[0].trim().toLowerCase(), text }];
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words in a header. */
function words(header: string): string {
  return header.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quotedPrintable(text.replaceAll('_', ' ')));
}
