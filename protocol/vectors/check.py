#!/usr/bin/env python3
"""A second opinion on the vectors: Python 3 and nothing else, written from protocol/SPEC.md and not from the code.

Says for each part what it compared; exit 1 where something differs. Not here: P-256, sealing, roster, turn and gates.
"""
import base64
import datetime
import hashlib
import hmac
import json
import pathlib
import re
import struct
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
SCHEMAS = HERE.parent / "schemas"
MOST_BYTES, MOST_DEPTH, SAFE = 1 << 20, 32, 2**53 - 1


def load(name, folder=HERE):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def sha256(data):
    return hashlib.sha256(data).digest()


# ---- canonical JSON: NP-1, NP-10 to NP-13 ----------------------------------------------------------------------------


class Refused(Exception):
    pass


ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
SPACE = re.compile(r"[ \t\n\r]*")


def units(text):
    """UTF-16 code units: by these names are sorted, and lengths counted."""
    raw = text.encode("utf-16-be", "surrogatepass")
    return struct.unpack(">%dH" % (len(raw) // 2), raw)


def joined(text):
    """Pairs of surrogates as the characters that they stand for; a lone one is refused."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise Refused("lone surrogate") from None


class Reader:
    def __init__(self, text):
        self.text, self.at = text, 0

    def read(self):
        self.space()
        value = self.value(0)
        self.space()
        if self.at != len(self.text):
            raise Refused("something after the value")
        return value

    def space(self):
        self.at = SPACE.match(self.text, self.at).end()

    def take(self, word):
        found = self.text.startswith(word, self.at)
        self.at += len(word) if found else 0
        return found

    def need(self, word):
        if not self.take(word):
            raise Refused("syntax")

    def value(self, depth):
        if depth > MOST_DEPTH:
            raise Refused("too deep")
        if self.take("{"):
            return self.items("}", lambda: self.member(depth), dict)
        if self.take("["):
            return self.items("]", lambda: self.value(depth + 1), list)
        if self.text.startswith('"', self.at):
            return self.string()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.take(word):
                return value
        return self.number()

    def items(self, end, one, gather):
        found = []
        self.space()
        if self.take(end):
            return gather(found)
        while True:
            self.space()
            found.append(one())
            self.space()
            if self.take(end):
                break
            self.need(",")
        if gather is dict and len({name for name, _ in found}) != len(found):
            raise Refused("one name twice")
        return gather(found)

    def member(self, depth):
        if not self.text.startswith('"', self.at):
            raise Refused("syntax")
        name = self.string()
        self.space()
        self.need(":")
        self.space()
        return name, self.value(depth + 1)

    def number(self):
        match = NUMBER.match(self.text, self.at)
        if not match:
            raise Refused("syntax")
        self.at = match.end()
        if match[1] is None and match[2] is None:
            return int(match[0])
        value = float(match[0])
        if value != value or value in (float("inf"), float("-inf")):
            raise Refused("number")
        return int(value) if value == int(value) else value

    def string(self):
        self.at += 1
        out = []
        while True:
            if self.at >= len(self.text):
                raise Refused("syntax")
            letter = self.text[self.at]
            self.at += 1
            if letter == '"':
                return joined("".join(out))
            if letter < " ":
                raise Refused("raw control character")
            out.append(self.escape() if letter == "\\" else letter)

    def escape(self):
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        if letter == "u":
            digits = self.text[self.at : self.at + 4]
            if not re.fullmatch("[0-9a-fA-F]{4}", digits):
                raise Refused("syntax")
            self.at += 4
            return chr(int(digits, 16))
        if letter not in ESCAPES:
            raise Refused("syntax")
        return ESCAPES[letter]


def parse(data):
    """Any JSON, more strictly than most readers."""
    if len(data) > MOST_BYTES:
        raise Refused("too large")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    return Reader(text).read()


def canonical(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > SAFE:
            raise Refused("beyond the safe range")
        return str(value)
    if isinstance(value, float):
        raise Refused("a fraction")
    if isinstance(value, str):
        return '"' + "".join(SHORT.get(c) or ("\\u%04x" % ord(c) if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    names = sorted(value, key=units)
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"


def parse_canonical(data):
    value = parse(data)
    if canonical(value).encode("utf-8") != data:
        raise Refused("not canonical")
    return value


def from64(text, url):
    """The one spelling of each: base64url without padding, or base64 with it."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if url else base64.b64decode(text, validate=True)
    back = base64.urlsafe_b64encode(raw).rstrip(b"=") if url else base64.b64encode(raw)
    if back.decode("ascii") != text:
        raise Refused("another spelling of base64")
    return raw


def to64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


# ---- signatures: NP-22, NP-30 to NP-38 (Ed25519 alone) --------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add(a, b):
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, E = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    total = ZERO
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode(data):
    """The point, or nothing where the bytes are not the one spelling of a point of the curve."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT % P
    if x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_small(point):
    return encode(times(8, point)) == encode(ZERO)


def admitted_key(jwk):
    """The point of an Ed25519 key that may stand for somebody, or nothing."""
    if set(jwk) != {"crv", "kty", "x"} or (jwk["crv"], jwk["kty"]) != ("Ed25519", "OKP"):
        return None
    try:
        point = decode(from64(jwk["x"], True))
    except (Refused, ValueError):
        return None
    free = point and not is_small(point) and encode(times(L, point)) == encode(ZERO)
    return point if free else None


def is_signed(point, message, signature):
    if len(signature) != 64:
        return False
    first, S = decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if not first or is_small(first) or S >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + encode(point) + message).digest(), "little") % L
    negative = (P - point[0], point[1], 1, P - point[3])
    return encode(add(times(S, BASE), times(k, negative))) == signature[:32]


def thumbprint(jwk):
    return to64url(sha256(canonical(jwk).encode()))


def read_object(text, typ):
    """Header, payload and signing input of a signed object; the signature is the caller's to verify."""
    outer = parse_canonical(text.encode("utf-8"))
    if not isinstance(outer, dict) or set(outer) != {"payload", "signatures"}:
        raise Refused("members")
    if not isinstance(outer["signatures"], list) or len(outer["signatures"]) != 1:
        raise Refused("one signature")
    entry = outer["signatures"][0]
    if not isinstance(entry, dict) or set(entry) != {"protected", "signature"}:
        raise Refused("members of the signature")
    header = parse_canonical(from64(entry["protected"], True))
    if set(header) != {"alg", "kid", "typ"} or header["typ"] != typ or header["alg"] not in ("EdDSA", "ES256"):
        raise Refused("header")
    data = from64(outer["payload"], True)
    payload = parse_canonical(data)
    if not isinstance(payload, dict):
        raise Refused("payload")
    signed = (entry["protected"] + "." + outer["payload"]).encode("ascii")
    return header, payload, data, signed, from64(entry["signature"], True)


def verifies(text, typ, jwk):
    try:
        header, _, _, signed, signature = read_object(text, typ)
    except (Refused, ValueError):
        return False
    point = admitted_key(jwk)
    right = header["alg"] == "EdDSA" and header["kid"] == thumbprint(jwk)
    return bool(point and right and is_signed(point, signed, signature))


def act_id(text):
    return sha256(read_object(text, "comity-act+json")[2]).hex()


# ---- order: NP-41, NP-43 --------------------------------------------------------------------------------------------

RANK = {"order": 0, "neutral": 1, "report": 1, "protective": 2}


def causal_order(payloads, table):
    names = {i: set(p["parents"]) | ({p["prev"]} if p["prev"] else set()) for i, p in payloads.items()}
    placed = []
    while True:
        here = set(placed)
        ready = [i for i in payloads if i not in here and names[i] <= here]
        if not ready:
            break
        placed.append(min(ready, key=lambda i: (RANK[table[payloads[i]["kind"]]["class"]], i)))
    waiting = [{"id": i, "missing": [n for n in names[i] if n not in payloads]} for i in sorted(set(payloads) - set(placed))]
    return placed, waiting


# ---- the log: NP-90 to NP-95 ----------------------------------------------------------------------------------------


def entry_of(parts):
    if "digest" in parts:
        return b"\x01\x01" + bytes.fromhex(parts["digest"]) + bytes(94)
    commitment = sha256(b"comity/leaf/1" + bytes.fromhex(parts["salt"]) + bytes.fromhex(parts["objectId"]))
    number = parts["entryNumber"].to_bytes(8, "big")
    before = bytes.fromhex(parts["previous"]) if parts["previous"] else bytes(128)
    tags = [hmac.new(bytes.fromhex(parts[key]), text, hashlib.sha256).digest() for key, text in (("channelKey", number), ("dossierKey", before))]
    return b"\x01\x00" + commitment + tags[0] + tags[1] + bytes(30)


def root_of(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(leaves[:left]) + root_of(leaves[left:]))


def proved_root(leaf, index, size, hashes):
    """RFC 6962 from the leaf up; nothing where the number of hashes is not the one that index and size ask for."""
    if size == 1:
        return leaf if not hashes else None
    if not hashes:
        return None
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        inner = proved_root(leaf, index, left, hashes[:-1])
        return inner and sha256(b"\x01" + inner + hashes[-1])
    inner = proved_root(leaf, index - left, size - left, hashes[:-1])
    return inner and sha256(b"\x01" + hashes[-1] + inner)


def proof_holds(text, object_id):
    """The inclusion alone; signatures of log and witnesses are checked elsewhere."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        return False
    extra = from64(lines[1][6:], False)
    if len(extra) != 96:
        return False
    entry = b"\x01\x00" + sha256(b"comity/leaf/1" + extra[:32] + bytes.fromhex(object_id)) + extra[32:] + bytes(30)
    _, size, root = note.split("\n")[:3]
    hashes = [from64(line, False) for line in lines[3:]]
    return proved_root(sha256(b"\x00" + entry), int(lines[2][6:]), int(size), hashes) == from64(root, False)


# ---- dossier files: NP-130, NP-133, NP-134 --------------------------------------------------------------------------

FILE_NAME = re.compile(r"([a-z]+/)?[a-z0-9]+([.-][a-z0-9]+)*")


def unpack(data):
    """The files of a container that has its one spelling."""
    files, central, at, before = {}, b"", 0, ""
    while data[at : at + 4] == b"PK\x03\x04":
        crc, size, length = struct.unpack_from("<I4xIH", data, at + 14)
        name = data[at + 30 : at + 30 + length].decode("ascii")
        shared = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, crc, size, size, length, 0)
        content = data[at + 30 + length : at + 30 + length + size]
        good = data[at : at + 30] == b"PK\x03\x04" + shared and len(content) == size and zlib.crc32(content) == crc
        if not good or name <= before or len(name) > 200 or not FILE_NAME.fullmatch(name):
            raise Refused("container")
        central += b"PK\x01\x02" + struct.pack("<H", 10) + shared + struct.pack("<HHHII", 0, 0, 0, 0, at) + name.encode()
        files[name], before, at = content, name, at + 30 + length + size
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(central), at, 0)
    if not files or data[at:] != central + end:
        raise Refused("container")
    return files


def check_dossier_file(data, table):
    files = unpack(data)
    index = parse_canonical(files["index.json"])
    counted = [{"bytes": len(c), "name": n, "sha256": sha256(c).hex()} for n, c in files.items() if n != "index.json"]
    acts = {i: read_object(files["acts/%s.json" % i].decode(), "comity-act+json") for i in index["acts"]}
    order, waiting = causal_order({i: read[1] for i, read in acts.items()}, table)
    statement = canonical(index["statement"])
    _, stated, _, _, _ = read_object(statement, "comity-view+json")
    lists = [files[n] for n in files if n.startswith("lists/")]
    by = [p for p in (read_object(l.decode(), "comity-state-list+json")[1] for l in lists) if p["state"] == index["by"]]
    return {
        "counted": counted == index["files"],
        "named": all(sha256(read[2]).hex() == i for i, read in acts.items()),
        "order": order == index["acts"] and not waiting,
        "root": sha256(canonical(order).encode()).hex() == index["root"],
        "statement": stated == {name: index[name] for name in ("v", "dossier", "exported", "by", "law", "root")},
        "signed": any(verifies(statement, "comity-view+json", p["node"]["key"]) for p in by),
        "proofs": all(
            proof_holds(files[n].decode(), n[7:71]) for n in files if n.startswith("proofs/") and n.endswith(".tlog-proof")
        ),
    }


# ---- names: NP-14, NP-20 to NP-24 -----------------------------------------------------------------------------------

AUTHORITY, KEY = "[A-Z]{2}/[a-z0-9]+(-[a-z0-9]+)*", "[A-Za-z0-9_-]{43}"
FORMS = {
    "state": "[A-Z]{2}",
    "dossier": "[A-Z]{2}-[0-9]{4}-[0-9]{5}",
    "authority": AUTHORITY,
    "strand": "%s|counsel/%s" % (AUTHORITY, KEY),
    "key": KEY,
    "digest": "sha256:[0-9a-f]{64}",
    "instant": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
}


def is_name(sort, text):
    if not re.fullmatch(FORMS[sort], text):
        return False
    try:
        if sort == "instant":
            datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
            return text[17:19] != "60"
        if sort == "date":
            datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


# ---- the vectors ----------------------------------------------------------------------------------------------------

FAILED = []


def part(name, results):
    results = list(results)
    wrong = [what for what, right in results if not right]
    FAILED.extend(wrong)
    print("%-16s %d of %d agree%s" % (name, len(results) - len(wrong), len(results), "".join("\n  differs: %s" % w for w in wrong)))


def refuses(read, *given):
    try:
        read(*given)
    except (Refused, ValueError):
        return True
    return False


def main():
    table = load("procedure-table.json", SCHEMAS)
    vectors = load("canonical-json.json")
    part("canonical JSON", [
        *((v["what"], canonical(parse(v["input"].encode())) == v["canonical"]
           and v["canonical"].encode().hex() == v["canonicalHex"]) for v in vectors["canonical"]),
        *((v["what"], refuses(parse_canonical, bytes.fromhex(v["hex"]))) for v in vectors["refused"]),
    ])
    vectors = load("names.json")
    part("names", [
        *((text, is_name(sort, text)) for sort, v in vectors.items() for text in v["accepted"]),
        *((text, not is_name(sort, text)) for sort, v in vectors.items() for text in v["refused"]),
    ])
    vectors = load("keys.json")
    part("keys", [
        *((v["what"], thumbprint(v["jwk"]) == v["kid"]) for v in vectors["admitted"]),
        *((v["what"], not admitted_key(v["jwk"])) for v in vectors["refused"] if v["jwk"].get("kty") == "OKP"),
    ])
    vectors = load("signed-objects.json")
    key = vectors["keys"][0]
    part("signed objects", [
        *((v["what"], sha256(v["payload"].encode()).hex() == v["id"]) for v in vectors["accepted"]),
        *((v["what"], verifies(v["object"], vectors["typ"], key) == (v["alg"] == "EdDSA")) for v in vectors["accepted"]),
        *((v["what"], not verifies(v["object"], vectors["typ"], key)) for v in vectors["refused"]),
    ])
    vectors = load("acts.json")
    part("acts", [
        *((v["what"], act_id(v["object"]) == v["id"] == sha256(v["payload"].encode()).hex()
           and verifies(v["object"], "comity-act+json", vectors["author"]["jwk"])) for v in vectors["accepted"]),
        *((v["name"], to64url(sha256(v["text"].encode())) == v["digest"]
           and parse_canonical(from64(v["text"], True))[1:] == [v["name"], v["value"]]) for v in vectors["disclosures"]["made"]),
    ])
    vectors = load("dossier.json")
    payloads = {act_id(v["object"]): read_object(v["object"], "comity-act+json")[1] for v in vectors["acts"]}
    order, waiting = causal_order(payloads, table)
    inside = [i for i in order if vectors["verdicts"][i]["effect"] != "quarantined"]
    part("causal order", [
        ("ids", set(payloads) == {v["id"] for v in vectors["acts"]}),
        ("order", order == vectors["order"]),
        ("waiting", waiting == vectors["waiting"]),
        ("root", sha256(canonical(inside).encode()).hex() == vectors["root"]),
    ])
    vectors = load("state-lists.json")
    named = ["sha256:" + sha256(read_object(v["object"], "comity-state-list+json")[2]).hex() for v in vectors["steps"] if v["admitted"]]
    part("State lists", [("digests", list(dict.fromkeys(named)) == vectors["digests"])])
    vectors = load("log.json")
    leaves = [bytes.fromhex(v["leafHash"]) for v in vectors["entries"]]
    wrong = [v for v in vectors["refusedProofs"] if v["what"] != "without a witness"]
    part("log", [
        *(("entry %d" % n, entry_of(v).hex() == v["entry"]) for n, v in enumerate(vectors["entries"])),
        *(("leaf %d" % n, sha256(b"\x00" + bytes.fromhex(v["entry"])) == leaves[n]) for n, v in enumerate(vectors["entries"])),
        *(("root of %d" % v["size"], root_of(leaves[: v["size"]]) == from64(v["root"], False)) for v in vectors["roots"]),
        ("proof", proof_holds(vectors["proof"]["text"], vectors["proof"]["objectId"])),
        *((v["what"], not proof_holds(v["text"], v["objectId"])) for v in wrong),
    ])
    vectors = load("dossier-files.json")
    good = (HERE / "dossier-files" / vectors["good"]["file"]).read_bytes()
    other = (HERE / "dossier-files" / vectors["files"][0]["file"]).read_bytes()
    spliced = [(v["what"], good[: v["at"]] + bytes.fromhex(v["insertHex"]) + good[v["at"] + v["remove"] :]) for v in vectors["splices"]]
    part("dossier files", [
        ("the good file", sha256(good).hex() == vectors["good"]["sha256"]),
        *check_dossier_file(good, table).items(),
        ("stated by another node", check_dossier_file(other, table)["signed"] is False),
        *((what, refuses(unpack, data)) for what, data in spliced),
    ])
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
