package boxoffice

import "context"

// Credentials returns the user name and the password to log in with now. A client that
// is made with it calls it at each login, so a password can be changed at run time
// without making a new client: have it read the secret manager, or a variable.
//
// A token that is still good stays in use; the new credentials serve from the next
// login on. Refused credentials are not tried again for a while, unless the function
// returns others: after a refusal it is called by the next call too. It may block, until
// ctx is done. It is called by one goroutine at a time for each client. Its error ends
// the login and the calls that wait for it: the error of such a call is
// [ErrCredential], errors.Is finds the function's own, and its text is not printed.
type Credentials func(ctx context.Context) (user string, password SecretText, err error)
