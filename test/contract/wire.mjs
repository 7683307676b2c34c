// SPDX-License-Identifier: Apache-2.0
// The server, and requests as bytes: no library of HTTP would send what is sent here.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';

// JSON that is none, or that JSON.stringify would not write.
export class Raw {
  constructor(text) { this.text = text; }

  toJSON() { return `\u0001${Raw.kept.push(this.text) - 1}\u0001`; }
}
Raw.kept = [];

function json(value) {
  Raw.kept = [];
  return Buffer.from(JSON.stringify(value).replace(/"\\u0001(\d+)\\u0001"/g, (_, number) => Raw.kept[number]));
}

/** An address of this machine that is not the loopback; undefined where it is in no network. */
export const outside = Object.values(networkInterfaces()).flat().find((one) => one.family === 'IPv4' && !one.internal)?.address;

export async function serve(unhunch) {
  const home = mkdtempSync(join(tmpdir(), 'unhunch-contract-'));
  const child = spawn(unhunch, ['serve', '--port', '0', ...(outside ? ['--listen', outside] : [])], { env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' } });
  let said = '';
  let complaints = '';
  let code;
  child.stderr.on('data', (text) => { complaints += text; });
  const gone = new Promise((resolve) => { child.on('exit', (number, signal) => { code = number ?? signal; resolve(code); }); });
  const port = await new Promise((resolve, reject) => {
    gone.then(() => reject(new Error(`the server ended: ${said} ${complaints}`)));
    child.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/localhost:(\d+)/.exec(said);
      if (found) resolve(Number(found[1]));
    });
  });
  return {
    port, complaints: () => complaints, lives: () => code === undefined,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
      rmSync(home, { recursive: true, force: true });
      return code;
    },
  };
}

function bytesOf(port, request) {
  const eol = request.eol ?? '\r\n';
  const body = request.bytes ?? (request.body === undefined ? undefined : json(request.body));
  const lines = [`${request.method} ${request.path} ${request.version ?? 'HTTP/1.1'}`];
  const host = request.host === undefined ? `${request.stranger ? outside : 'localhost'}:${port}` : request.host;
  if (host !== null) lines.push(`Host: ${host}`);
  lines.push('Connection: close');
  if (body && request.type !== null) lines.push(`Content-Type: ${request.type ?? 'application/json'}`);
  if (body && request.chunked) lines.push('Transfer-Encoding: chunked');
  else if (body || request.length) lines.push(`Content-Length: ${request.length ?? body.length}`);
  for (const [name, value] of request.headers) lines.push(`${name}: ${value}`);
  const head = Buffer.from(lines.map((line) => line + eol).join('') + eol, 'latin1');
  if (!body) return head;
  if (!request.chunked) return Buffer.concat([head, body]);
  const middle = Math.floor(body.length / 2);
  const chunks = [body.subarray(0, middle), body.subarray(middle)].filter((part) => part.length)
    .flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
  return Buffer.concat([head, ...chunks, Buffer.from('0\r\n\r\n')]);
}

function unchunked(text) {
  let plain = '';
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\r\n', at);
    const length = parseInt(text.slice(at, end), 16);
    if (!length) break;
    plain += text.slice(end + 2, end + 2 + length);
    at = end + 4 + length;
  }
  return plain;
}

function read(text) {
  const whole = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const split = whole.indexOf('\r\n\r\n');
  const [first, ...lines] = whole.slice(0, split).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  let body = split < 0 ? '' : whole.slice(split + 4);
  if (headers['transfer-encoding'] === 'chunked') body = unchunked(body);
  body = Buffer.from(body, 'latin1').toString('utf8');
  let parsed = null;
  try { parsed = JSON.parse(body); } catch { /* no JSON */ }
  return { status: Number(first.split(' ')[1]) || 0, headers, body, json: headers['content-type'] === 'application/json' ? parsed : null };
}

// Sends a request and gives back what was answered. A stream is left once it begins. One that is no
// HTTP, and to which nothing came, is given up.
export function send(port, request) {
  const bytes = bytesOf(port, request);
  return new Promise((resolve) => {
    const socket = net.connect(port, request.stranger ? outside : '127.0.0.1', () => socket.write(bytes));
    const sent = bytes.subarray(0, 1500).toString('latin1');
    let said = '';
    const patience = setTimeout(() => socket.destroy(), request.http ? 30000 : 150);
    socket.setEncoding('latin1');
    socket.on('data', (part) => {
      said += part;
      if (said.includes('text/event-stream') && said.includes(': here')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(patience);
      resolve({ ...read(said), sent });
    });
  });
}
