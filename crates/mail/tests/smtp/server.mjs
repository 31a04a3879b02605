// A real SMTP server for tests: says its port on the first line, then each mail it takes as one line of JSON.
// What it does to a mail is in the recipient's name: reply550@…, data552@…, hangrcpt@…, hangdata@…
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [packageJson, mode] = process.argv.slice(2);
const { SMTPServer } = createRequire(packageJson)("smtp-server");
const here = (name) => readFileSync(new URL(name, import.meta.url));
const never = () => {};
// Refuses whatever comes, as a spam filter does that distrusts us, until told otherwise by a line on its input.
let refuseAll = mode.includes("distrust");
const fail = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  key: here("key.pem"),
  cert: here("cert.pem"),
  secure: mode === "tls",
  hideSTARTTLS: mode.startsWith("plain"),
  authOptional: !mode.includes("auth"),
  disabledCommands: mode.includes("auth") ? [] : ["AUTH"],
  logger: false,
  onAuth(auth, session, done) {
    const good = auth.username === "portal" && auth.password === "right pässword";
    good ? done(null, { user: "portal" }) : done(fail(535, "5.7.8 bad credentials"));
  },
  onMailFrom(address, session, done) {
    address.address.startsWith("refused") ? done(fail(550, "5.7.1 not your address")) : done();
  },
  onRcptTo(address, session, done) {
    const name = address.address.split("@")[0];
    if (name === "hangrcpt") return never();
    const answers = {
      relay: [554, "5.7.1 Relay access denied"],
      listed: [554, "5.7.1 Service unavailable; Client host [192.0.2.7] blocked using dnsbl.example"],
      outbound: [550, "5.1.8 Access denied, bad outbound sender AS(42003)"],
      unknown: [550, "5.1.1 <unknown@x.example>: Recipient address rejected: User unknown"],
      gone: [550, "sorry, no mailbox here by that name. (#5.1.1)"],
    };
    if (answers[name]) return done(fail(...answers[name]));
    const code = /^reply(\d+)$/.exec(name)?.[1];
    code ? done(fail(Number(code), "as you wished")) : done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map((r) => r.address);
      const name = to[0].split("@")[0];
      const code = /^data(\d+)$/.exec(name)?.[1];
      if (name === "hangdata") return never();
      if (name === "spf" || refuseAll) return done(fail(554, "5.7.1 message rejected: SPF check failed for sender domain"));
      if (code) return done(fail(Number(code), "as you wished"));
      const from = session.envelope.mailFrom.address;
      const mail = { from, to, secure: session.secure, user: session.user ?? null, session: session.id };
      console.log(JSON.stringify({ ...mail, raw: Buffer.concat(parts).toString("latin1") }));
      done();
    });
  },
});
server.on("error", never);
server.listen(0, "localhost", () => console.log(server.server.address().port));
process.stdin.on("data", () => (refuseAll = false)).on("end", () => process.exit());
