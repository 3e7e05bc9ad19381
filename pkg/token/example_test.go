package token_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func ExampleSource() {
	ctx := context.Background()
	logins := 0
	source := token.NewSource(token.Issuer{
		Login: func(context.Context) (token.Token, error) {
			logins++ // ask the vendor here
			return token.Token{
				Access:  boxoffice.Secret(fmt.Sprint("example-access-token-", logins)),
				Expires: time.Now().Add(time.Hour),
			}, nil
		},
	})
	defer func() { _ = source.Close(context.Background()) }()

	access, err := source.Token(ctx)
	fmt.Println(access, err)

	// The vendor answers 401 although the token has not ended.
	source.Refused(access)
	access, err = source.Token(ctx)
	fmt.Println(access, err)
	// Output:
	// example-access-token-1 <nil>
	// example-access-token-2 <nil>
}

// Programs that run side by side, or one after the other, use one token.
func ExampleWithStore() {
	store := token.NewFileStore("/var/lib/example/tokens")
	source := token.NewSource(
		token.Issuer{},
		token.WithStore(store, token.Key("musement", "https://api.musement.com", "example-client-id")),
		token.WithWarning(func(err error) {
			if errors.Is(err, token.ErrStoreUnavailable) {
				fmt.Println("working without the shared token")
			}
		}),
	)
	defer func() { _ = source.Close(context.Background()) }()
}
