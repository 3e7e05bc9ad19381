package redisstore_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/token/redisstore"
	"github.com/boxoffice-go/boxoffice/pkg/token/storetest"
)

func TestMain(m *testing.M) {
	storetest.Main(open)
	os.Exit(m.Run())
}

// open takes an address and a key in hexadecimal digits.
func open(location string) (token.Store, error) {
	address, digits, _ := strings.Cut(location, " ")
	key, err := hex.DecodeString(digits)
	if err != nil {
		return nil, err
	}
	return redisstore.New(connect(address), key, redisstore.WithLockExpiry(3*time.Second), redisstore.WithCommandTimeout(patience))
}

// patience is how long the tests wait for a Redis that answers: long enough on any
// machine.
const patience = 5 * time.Minute

func connect(address string) *redis.Client {
	return redis.NewClient(&redis.Options{Addr: address, PoolSize: 4, DialTimeout: patience, ReadTimeout: patience, WriteTimeout: patience})
}

// testKey is a key of 32 bytes that differ from those of another.
func testKey(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }

// server is a redis-server of the test's own. It ends when stdin is closed, and
// so with the test's process, however that ends.
type server struct {
	binary, address string
	command         *exec.Cmd
	stdin           io.Closer
}

// guard runs its arguments until its standard input ends.
const guard = `"$@" & server=$!; exec >&-; cat >/dev/null; kill -9 $server; wait $server`

// startRedis starts a redis-server on a free port of the loopback interface,
// without persistence. Where there is none the test is skipped, except under
// CI=true.
func startRedis(t *testing.T) *server {
	t.Helper()
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		const how = "redis-server is not installed: apt-get install redis-server, or brew install redis"
		if os.Getenv("CI") == "true" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	for range 5 { // somebody may take the free port first
		if s := tryStart(t, binary, freePort(t)); s != nil {
			return s
		}
	}
	t.Fatal("redis-server does not start")
	return nil
}

func tryStart(t *testing.T, binary, port string) *server {
	t.Helper()
	s := &server{binary: binary, address: net.JoinHostPort("127.0.0.1", port)}
	s.command = exec.CommandContext(context.Background(), "sh", "-c", guard, "guard", binary, "--bind", "127.0.0.1", "--port", port,
		"--dir", t.TempDir(), "--save", "", "--appendonly", "no", "--daemonize", "no")
	output, err := s.command.StdoutPipe()
	require.NoError(t, err)
	s.stdin, err = s.command.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, s.command.Start())
	t.Cleanup(s.stop)
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "Ready to accept connections") {
			go func() { _, _ = io.Copy(io.Discard, output) }() // or it would block on a full pipe
			return s
		}
	}
	return nil
}

// stop kills the server and waits until it is gone.
func (s *server) stop() {
	_ = s.stdin.Close()
	_ = s.command.Wait()
}

// freePort is a port of the loopback interface that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, listener.Close()) }()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}
