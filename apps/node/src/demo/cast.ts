import type { LocalName, Role } from '@comity/directory'
import type { AuthorityId, StateCode, ZoneName } from '@comity/kernel'
import type { AuthoritySpec } from '../founding/found-state.ts'

/** The demo world's States, authorities and people. All of them are invented; any likeness is chance. */
export type CastState = {
  readonly state: StateCode
  /** First label of its address: http://<host>.localhost:<port> */
  readonly host: string
  readonly name: LocalName
  readonly zone: ZoneName
  readonly authorities: readonly AuthoritySpec[]
}

const authority = (id: string, role: Role, en: string, ar: string, ...holders: readonly string[]): AuthoritySpec => ({
  id: id as AuthorityId,
  role,
  name: { en, ar },
  holders,
})

const state = (
  code: string,
  host: string,
  en: string,
  ar: string,
  zone: string,
  ...authorities: readonly AuthoritySpec[]
): CastState => ({
  state: code as StateCode,
  host,
  name: { en, ar },
  zone: zone as ZoneName,
  authorities,
})

export const NORVALE = state(
  'QN',
  'norvale',
  'Norvale',
  'نورفال',
  '+03:00',
  authority(
    'QN/oia',
    'central-authority',
    'Office of International Assistance',
    'مكتب المساعدة الدولية',
    'Edda Marlow',
    'Jonas Wick',
    'Petra Osei',
  ),
  authority('QN/saltmere-court', 'court', 'Saltmere District Court', 'محكمة سولتمير الابتدائية', 'Judge Orla Vennick'),
  authority('QN/saltmere-custody', 'custody', 'Saltmere custody', 'مركز احتجاز سولتمير', 'Sergeant Tomas Reede'),
  authority('QN/saltmere-police', 'police', 'Saltmere police', 'شرطة سولتمير', 'Detective Paul Harrow'),
  authority(
    'QN/prosecution',
    'prosecutor',
    'Crown Prosecution of Norvale',
    'النيابة العامة في نورفال',
    'Maren Tolland',
  ),
  authority('QN/registry', 'registry', 'Registry, Saltmere District Court', 'قلم محكمة سولتمير'),
  authority('QN/bar', 'bar', 'Saltmere Bar', 'نقابة محامي سولتمير', 'Ingrid Falk'),
)

export const ARVENIA = state(
  'QV',
  'arvenia',
  'Arvenia',
  'أرفينيا',
  '+01:00',
  authority(
    'QV/ministry',
    'central-authority',
    'Ministry of Justice of Arvenia',
    'وزارة العدل في أرفينيا',
    'Hélène Castagnier',
    'Lucie Fontanel',
  ),
  authority(
    'QV/valserre-prosecutor',
    'prosecutor',
    'Prosecutor, Valserre',
    'النيابة العامة في فالسير',
    'Bastien Orsolle',
  ),
  authority('QV/valserre-court', 'court', 'Court of Valserre', 'محكمة فالسير', 'Judge Camille Dorval'),
  authority('QV/registry', 'registry', 'Registry, Court of Valserre', 'قلم محكمة فالسير'),
  authority('QV/bar', 'bar', 'Bar of Valserre', 'نقابة محامي فالسير', 'Inès Carrel'),
)

export const QAMARA = state(
  'QQ',
  'qamara',
  'Qamara',
  'قمارا',
  '+04:00',
  authority(
    'QQ/justice',
    'central-authority',
    'Department of Judicial Cooperation, Qamara',
    'إدارة التعاون القضائي في قمارا',
    'Salma Haddad',
  ),
  authority('QQ/court', 'court', 'Court of Wadi Safa', 'محكمة وادي صفا', 'Judge Yusuf al-Rami'),
  authority('QQ/custody', 'custody', 'Wadi Safa custody', 'مركز احتجاز وادي صفا', 'Captain Karim Nasser'),
  authority('QQ/registry', 'registry', 'Registry, Court of Wadi Safa', 'قلم محكمة وادي صفا'),
  authority('QQ/bar', 'bar', 'Bar of Qamara', 'نقابة المحامين في قمارا', 'Leila Mansour'),
)

export const PWANIRA = state(
  'QP',
  'pwanira',
  'Pwanira',
  'بوانيرا',
  '+03:00',
  authority(
    'QP/attorney-general',
    'central-authority',
    'Office of the Attorney General, Pwanira',
    'مكتب المدعي العام في بوانيرا',
    'Amani Mwakio',
  ),
  authority('QP/court', 'court', 'High Court of Pwanira', 'المحكمة العليا في بوانيرا', 'Judge Zawadi Kombo'),
  authority('QP/registry', 'registry', 'Registry, High Court of Pwanira', 'قلم المحكمة العليا في بوانيرا'),
  authority('QP/bar', 'bar', 'Law Society of Pwanira', 'جمعية القانون في بوانيرا', 'Juma Pembe'),
)

export const OVERSEER = state(
  'XO',
  'overseer',
  'Joint Overseer',
  'هيئة الرقابة المشتركة',
  'UTC',
  authority('XO/overseer', 'overseer', 'Independent Overseer', 'الرقابة المستقلة', 'Noor Eriksen'),
)

export const CAST: readonly CastState[] = [NORVALE, ARVENIA, QAMARA, PWANIRA, OVERSEER]

/** Counsel have keys of their own, outside every State list. */
export const COUNSEL = ['Ailsa Brannock', 'Théo Lascombe', 'Rania Khoury'] as const

/** Everybody who signs, for the signer. */
export const SIGNATORIES: readonly string[] = [
  ...CAST.flatMap(({ authorities }) => authorities.flatMap(({ holders }) => holders)),
  ...COUNSEL,
]
