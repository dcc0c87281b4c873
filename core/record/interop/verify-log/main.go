// Command verify-log checks a transparency log that lies in a folder as C2SP tlog-tiles files, with the Go project's own
// implementation of notes and tiles. It shares no code with the packages that wrote the log.
//
//	verify-log FOLDER VKEY STEP
//
// It opens the checkpoint, proves the inclusion of every STEP-th entry out of the tiles, and the consistency of every
// older checkpoint in the folder (checkpoint.N).
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

func main() {
	leaves, checkpoints, err := verify(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("verified %d leaves and %d older checkpoints\n", leaves, checkpoints)
}

func verify(args []string) (leaves int64, checkpoints int, err error) {
	if len(args) != 3 {
		return 0, 0, fmt.Errorf("usage: verify-log FOLDER VKEY STEP")
	}
	verifier, err := note.NewVerifier(args[1])
	if err != nil {
		return 0, 0, fmt.Errorf("vkey: %w", err)
	}
	step, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("step: %w", err)
	}
	folder := logFolder(args[0])
	tree, err := readCheckpoint(filepath.Join(args[0], "checkpoint"), verifier)
	if err != nil {
		return 0, 0, err
	}
	hashes := tlog.TileHashReader(tree, folder)
	for index := int64(0); index < tree.N; index += step {
		if err := verifyLeaf(folder, tree, hashes, index); err != nil {
			return 0, 0, fmt.Errorf("leaf %d: %w", index, err)
		}
		leaves++
	}
	older, err := filepath.Glob(filepath.Join(args[0], "checkpoint.*"))
	if err != nil {
		return 0, 0, err
	}
	for _, path := range older {
		if err := verifyOlder(path, verifier, tree, hashes); err != nil {
			return 0, 0, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
	}
	return leaves, len(older), nil
}

func verifyLeaf(folder logFolder, tree tlog.Tree, hashes tlog.HashReader, index int64) error {
	entry, err := folder.entry(tree.N, index)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func verifyOlder(path string, verifier note.Verifier, tree tlog.Tree, hashes tlog.HashReader) error {
	older, err := readCheckpoint(path, verifier)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash)
}

func readCheckpoint(path string, verifier note.Verifier) (tlog.Tree, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("checkpoint: not three lines of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: size: %w", err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("checkpoint: root")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// logFolder reads the tiles of a log out of files.
type logFolder string

func (folder logFolder) Height() int { return tileHeight }

func (folder logFolder) SaveTiles([]tlog.Tile, [][]byte) {}

func (folder logFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(tiles))
	for at, tile := range tiles {
		// The Go project puts the height first; C2SP has one height only.
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(folder), filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		read[at] = bytes
	}
	return read, nil
}

// entry reads one entry of a log of this size out of its bundle.
func (folder logFolder) entry(size, index int64) ([]byte, error) {
	bundle := tlog.Tile{H: tileHeight, L: 0, N: index / tileWidth, W: tileWidth}
	if bundle.N == size/tileWidth {
		bundle.W = int(size % tileWidth)
	}
	path := strings.Replace(bundle.Path(), fmt.Sprintf("tile/%d/0/", tileHeight), "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(string(folder), filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	reader := bytes.NewReader(data)
	for skip := index % tileWidth; ; skip-- {
		var length uint16
		if err := binary.Read(reader, binary.BigEndian, &length); err != nil {
			return nil, fmt.Errorf("entry bundle: %w", err)
		}
		entry := make([]byte, length)
		if _, err := reader.Read(entry); err != nil {
			return nil, fmt.Errorf("entry bundle: %w", err)
		}
		if skip == 0 {
			return entry, nil
		}
	}
}
