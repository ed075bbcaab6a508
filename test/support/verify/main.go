// Verify checks an exported gate log with golang.org/x/mod/sumdb, which knows nothing of the program that wrote it.
//
//	verify [-old CHECKPOINT] [-records N] [-seed S] DIR VKEY
//	verify -proof FILE -entry FILE VKEY
//	verify -print DIR VKEY
//
// VKEY is the verifier key of the log, which you have from somewhere else than DIR.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight  = 8
	tileEntries = 1 << tileHeight
)

func main() {
	old := flag.String("old", "", "a checkpoint of before: this log must go on from it")
	records := flag.Int("records", 25, "how many entries to prove, by chance")
	seed := flag.Int64("seed", 1, "which entries are chosen")
	proof := flag.String("proof", "", "a c2sp.org/tlog-proof@v1 file, for one entry without the log")
	entry := flag.String("entry", "", "the bytes of that entry")
	print := flag.Bool("print", false, "print all entries, one on a line, and check nothing but the signature")
	flag.Parse()

	var err error
	switch {
	case *proof != "":
		err = checkProof(*proof, *entry, flag.Arg(0))
	case *print:
		err = printEntries(flag.Arg(0), flag.Arg(1))
	default:
		err = checkLog(flag.Arg(0), flag.Arg(1), *old, *records, rand.New(rand.NewSource(*seed)))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func checkLog(dir, vkey, old string, records int, random *rand.Rand) error {
	tree, err := openCheckpoint(filepath.Join(dir, "checkpoint"), vkey)
	if err != nil {
		return err
	}
	fmt.Printf("the note opens: %d entries\n", tree.N)
	reader := tlog.TileHashReader(tree, tiles{dir, tree.N})
	for i := 0; i < records; i++ {
		seq := random.Int63n(tree.N)
		if err := checkRecord(dir, tree, reader, seq); err != nil {
			return fmt.Errorf("entry %d: %w", seq, err)
		}
	}
	fmt.Printf("inclusion holds for %d entries\n", records)
	if old == "" {
		return nil
	}
	before, err := openCheckpoint(old, vkey)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, before.N, reader)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
		return fmt.Errorf("the log does not go on from %d entries: %w", before.N, err)
	}
	fmt.Printf("consistency holds: %d entries are a prefix of %d\n", before.N, tree.N)
	return nil
}

func checkRecord(dir string, tree tlog.Tree, reader tlog.HashReader, seq int64) error {
	entry, err := readEntry(dir, tree.N, seq)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveRecord(tree.N, seq, reader)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, seq, tlog.RecordHash(entry))
}

func printEntries(dir, vkey string) error {
	tree, err := openCheckpoint(filepath.Join(dir, "checkpoint"), vkey)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for seq := int64(0); seq < tree.N; seq++ {
		entry, err := readEntry(dir, tree.N, seq)
		if err != nil {
			return fmt.Errorf("entry %d: %w", seq, err)
		}
		fmt.Fprintf(out, "%s\n", entry)
	}
	return out.Flush()
}

// checkProof needs three things only: the proof, the entry, and the key.
func checkProof(proofFile, entryFile, vkey string) error {
	text, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("this is no tlog-proof")
	}
	seq, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := parseCheckpoint([]byte(checkpoint), vkey)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, seq, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("entry %d is in the log of %d entries\n", seq, tree.N)
	return nil
}

func openCheckpoint(file, vkey string) (tlog.Tree, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	return parseCheckpoint(text, vkey)
}

// https://c2sp.org/tlog-checkpoint: the log's name, how many entries, and the root, each on a line.
func parseCheckpoint(text []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("the note does not open: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return tlog.Tree{}, errors.New("the note is no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("the checkpoint has no root")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// https://c2sp.org/tlog-tiles: each entry of a bundle comes after its length, in two bytes.
func readEntry(dir string, size, seq int64) ([]byte, error) {
	bundle := tlog.Tile{H: tileHeight, L: -1, N: seq / tileEntries, W: tileEntries}
	if left := size - bundle.N*tileEntries; left < tileEntries {
		bundle.W = int(left)
	}
	data, err := os.ReadFile(filepath.Join(dir, pathOf(bundle)))
	if err != nil {
		return nil, err
	}
	for skip := seq % tileEntries; len(data) >= 2; skip-- {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		if skip == 0 {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
	return nil, errors.New("its bundle ends before it")
}

type tiles struct {
	dir  string
	size int64
}

func (tiles) Height() int { return tileHeight }

// ReadTiles asks for a part of a tile as it was when the log was smaller; the export has what it is now.
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(wanted))
	for i, tile := range wanted {
		whole := tile
		whole.W = tileEntries
		if left := t.size>>(tileHeight*tile.L) - tile.N*tileEntries; left < tileEntries {
			whole.W = int(left)
		}
		data, err := os.ReadFile(filepath.Join(t.dir, pathOf(whole)))
		if err != nil {
			return nil, err
		}
		if len(data) < tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s is too short", pathOf(whole))
		}
		all[i] = data[:tile.W*tlog.HashSize]
	}
	return all, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// pathOf is tlog's own path, less the height of the tiles, and "entries" for what tlog calls "data".
func pathOf(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}
