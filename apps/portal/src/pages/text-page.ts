import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type Content, html } from '../html/html.ts'

/** A page of plain paragraphs under a heading: help, accessibility, how to check. */
export const textPage = (reader: Reader, frame: Frame, title: string, paragraphs: readonly Content[]): Page =>
  page(reader, frame, {
    title,
    main: html`<h1>${title}</h1>${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`,
  })
