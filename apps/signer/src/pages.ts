import type { SigningRequest } from './signing-request.ts'

/** Markup that is safe to send: made by `html`, which escapes whatever is put into it. */
export type Markup = { readonly markup: string }

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const text = (value: (typeof values)[number]): string => {
    if (typeof value === 'object' && 'markup' in value) return value.markup
    return Array.isArray(value) ? value.map(({ markup }) => markup).join('') : escapeMarkup(String(value))
  }
  return { markup: parts.reduce((sum, part, at) => sum + (at === 0 ? '' : text(values[at - 1] ?? '')) + part, '') }
}

export const STYLE = `:root{color-scheme:light dark;--paper:#FBF8F1;--ink:#16202E;--ink2:#4A5464;--seal:#1F4F4A;--on:#FFF;--line:#CFC6B4;--stop:#A3231F}
@media(prefers-color-scheme:dark){:root{--paper:#11161D;--ink:#EEE9DD;--ink2:#B4BAC4;--seal:#7FC6B8;--on:#0C1A18;--line:#3A4452;--stop:#F59A93}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif;overflow-wrap:anywhere}
main{max-inline-size:48rem;margin-inline:auto;padding:1.5rem 1rem 4rem}h1{font:400 1.875rem/1.2 Palatino,Georgia,serif;margin:0 0 .75rem}h2{font:400 1.375rem/1.3 Palatino,Georgia,serif;margin:1.5rem 0 .5rem}
header{border-block-end:3px double;padding:.75rem 1rem;font:1.25rem/1.2 Palatino,Georgia,serif}dl{margin:0}dl>div{display:grid;gap:0 1.5rem;padding-block:.5rem;border-block-start:1px solid var(--line)}
@media(min-width:40rem){dl>div{grid-template-columns:12rem 1fr}}dt{font-weight:600}dd{margin:0;white-space:pre-wrap;unicode-bidi:plaintext}.note{color:var(--ink2);font-size:.9375rem}.stop{color:var(--stop);font-weight:600}
button,.second{display:inline-flex;align-items:center;min-block-size:2.75rem;padding:.5rem 1.125rem;border:2px solid var(--seal);border-radius:2px;background:var(--seal);color:var(--on);font-family:inherit;font-size:1.0625rem;font-weight:600;line-height:1.3;cursor:pointer}
.second{background:none;color:inherit;text-decoration:none}:focus-visible{outline:3px solid #FFBF1F;outline-offset:2px}code{font-family:ui-monospace,Consolas,monospace;font-size:.875em}form{margin-block:1.5rem;display:flex;gap:.75rem;flex-wrap:wrap}`

const page = (title: string, body: Markup): string =>
  html`<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Comity signer</title>
<style>${{ markup: STYLE }}</style></head><body><header>Comity signer <span class="note">· your keys, outside the node</span></header><main>${body}</main></body></html>`
    .markup

const groups = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? hex

const lines = (list: SigningRequest['clear']): readonly Markup[] =>
  list.map(({ name, value }) => html`<div><dt>${words(name)}</dt><dd>${value}</dd></div>`)

/** `noticePlan` -> `Notice plan`: the field's own name, made readable; never a phrase that could say something else. */
const words = (name: string): string => {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

export function confirmPage(request: SigningRequest, holder: string, token: string, cancel: string): string {
  return page(
    `Sign ${request.kind}`,
    html`<h1>Sign as ${holder}?</h1>
<p>You are about to sign an act in file <b><bdi>${request.dossier}</bdi></b>. Read every line: this is what your signature covers, and nothing else.</p>
<h2>${words(request.kind)}</h2>
<dl><div><dt>Time you state</dt><dd>${request.claimed}</dd></div>${lines(request.clear)}</dl>
${request.withheldable.length === 0 ? html`` : html`<h2>Text that can later be withheld</h2><dl>${lines(request.withheldable)}</dl>`}
${request.unreadable === 0 ? html`` : html`<p class="stop">${request.unreadable} field(s) of this act were not shown to the signer. Do not sign what you cannot read.</p>`}
<p class="note">SHA-256 of the act: <code>${groups(request.id)}</code></p>
<form method="post" action="/confirm"><input type="hidden" name="token" value="${token}"><button>Sign</button> <a class="second" href="${cancel}">Do not sign</a></form>`,
  )
}

export function signedPage(request: SigningRequest, jws: string, returnTo: string): string {
  return page(
    'Signed',
    html`<h1>Signed</h1><p>Your signature is made. It takes effect when the node has stored it: take it back now.</p>
<form method="post" action="${returnTo}"><input type="hidden" name="act" value="${request.id}"><input type="hidden" name="jws" value="${jws}"><button>Take it back to the desk</button></form>
<p class="note">SHA-256 of the act: <code>${groups(request.id)}</code></p>`,
  )
}

export const faultPage = (title: string, why: string, remedy: string): string =>
  page(title, html`<h1>${title}</h1><p>${why}</p><p>${remedy}</p>`)

export const homePage = (holders: readonly string[]): string =>
  page(
    'Signer',
    html`<h1>The signer is ready</h1><p>It holds the keys of ${holders.length} people. A node’s page sends you here when something is to be signed; it shows you the text and asks.</p>`,
  )
