import { type Engine, type ReadJws, readJws } from '@comity/crypto'
import { canonicalBytes, err, type JsonLimits, ok, parseCanonical, type Result, toHex } from '@comity/kernel'
import { readContainer } from '../container/read-container.ts'
import { MAX_FILE_BYTES } from '../container/records.ts'
import { type Problem, problem } from '../problem.ts'
import {
  DossierIndex,
  ExportStatement,
  FOLDERS,
  type Folder,
  fileName,
  INDEX_NAME,
  type IndexedFile,
  readFileName,
} from './layout.ts'

const INDEX_LIMITS: JsonLimits = { maxBytes: MAX_FILE_BYTES, maxDepth: 8 }

/** A dossier file whose outside was checked: every file is the one that the index counts. Nothing is said about their truth. */
export type OpenedDossierFile = {
  readonly index: DossierIndex
  /** Absent where it is not a signed statement, or says something else than the index beside it. */
  readonly statement?: ReadJws
  /** By folder and id. Files that are not what their name or the index says are left out. */
  readonly files: Readonly<Record<Folder, ReadonlyMap<string, Uint8Array>>>
  readonly problems: readonly Problem[]
}

/** Opens a dossier file; an error where there is nothing to go on with. */
export function openDossierFile(engine: Engine, bytes: Uint8Array): Result<OpenedDossierFile, Problem> {
  const container = readContainer(bytes)
  if (!container.ok) {
    const { fault, name } = container.error
    const ground = `This is not a dossier file as nodes write it (${fault}).`
    return err(problem('not-a-dossier-file', name ?? 'the file', ground))
  }
  const indexBytes = container.value.get(INDEX_NAME)
  if (!indexBytes) return err(problem('not-a-dossier-file', INDEX_NAME, 'The container holds no index.'))
  const parsed = parseCanonical(indexBytes, INDEX_LIMITS)
  if (!parsed.ok)
    return err(problem('index-malformed', INDEX_NAME, `The index is not canonical JSON (${parsed.error.kind}).`))
  const index = DossierIndex.safeParse(parsed.value)
  if (!index.success) {
    const at = index.error.issues[0]?.path.join('/') ?? ''
    return err(problem('index-malformed', INDEX_NAME, `The index does not have its form at /${at}.`))
  }
  const { files, problems } = matchFiles(engine, index.data, container.value)
  const statement = readStatement(engine, index.data)
  const misstated = statement ? [] : [problem('statement-invalid', INDEX_NAME, MISSTATED)]
  return ok({
    index: index.data,
    files,
    problems: [...problems, ...missingActs(index.data, files), ...misstated],
    ...(statement ? { statement } : {}),
  })
}

const MISSTATED = 'The signed statement is not one, or says something else than the index beside it.'

type Matched = Pick<OpenedDossierFile, 'files' | 'problems'>

/** Takes the files that the index counts, as it counts them. */
function matchFiles(engine: Engine, index: DossierIndex, held: ReadonlyMap<string, Uint8Array>): Matched {
  const problems: Problem[] = []
  const files = emptyFolders()
  const listed = new Set<string>([INDEX_NAME])
  for (const file of index.files) {
    if (listed.has(file.name)) problems.push(problem('index-malformed', file.name, 'The index counts this file twice.'))
    listed.add(file.name)
    const bytes = held.get(file.name)
    const place = readFileName(file.name)
    const fault = faultOf(engine, file, bytes, place !== undefined)
    if (fault) problems.push(fault)
    else if (bytes && place) files[place.folder].set(place.id, bytes)
  }
  for (const name of held.keys())
    if (!listed.has(name)) problems.push(problem('file-unlisted', name, 'The index does not count this file.'))
  return { files, problems }
}

function faultOf(
  engine: Engine,
  { name, bytes: size, sha256 }: IndexedFile,
  bytes: Uint8Array | undefined,
  known: boolean,
): Problem | undefined {
  if (!bytes) return problem('file-missing', name, 'The index counts this file, and it is not here.')
  if (!known) return problem('file-misnamed', name, 'A dossier file holds no file of this name.')
  if (bytes.length !== size || toHex(engine.sha256(bytes)) !== sha256)
    return problem('file-altered', name, 'The file is not the one that the index counts.')
  return undefined
}

/** The index names the acts in their order and counts their files: the two must agree. */
function missingActs(index: DossierIndex, { acts }: OpenedDossierFile['files']): Problem[] {
  const named = new Set<string>(index.acts)
  const counted = new Set(index.files.map(({ name }) => name))
  const absent = index.acts.filter((id) => !counted.has(fileName('acts', id)))
  const foreign = [...acts.keys()].filter((id) => !named.has(id))
  return [
    ...absent.map((id) =>
      problem('file-missing', fileName('acts', id), 'The index names this act, and its file is not here.'),
    ),
    ...foreign.map((id) =>
      problem('file-unlisted', fileName('acts', id), 'The index does not name this act in its order.'),
    ),
  ]
}

function readStatement(engine: Engine, index: DossierIndex): ReadJws | undefined {
  const read = readJws(engine, canonicalBytes(index.statement), 'comity-view+json')
  const stated = read.ok ? ExportStatement.safeParse(read.value.payload) : undefined
  if (!read.ok || !stated?.success) return undefined
  const fields = Object.keys(ExportStatement.shape) as (keyof ExportStatement)[]
  return fields.every((field) => stated.data[field] === index[field]) ? read.value : undefined
}

const emptyFolders = (): Record<Folder, Map<string, Uint8Array>> =>
  Object.fromEntries(Object.keys(FOLDERS).map((folder) => [folder, new Map()])) as Record<
    Folder,
    Map<string, Uint8Array>
  >
