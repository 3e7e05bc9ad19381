package specs

import "github.com/boxoffice-go/boxoffice/gen/hlconnectapi"

// HLConnect is the specification of Hal Leonard Connect.
var HLConnect = Document{"hlconnect", hlconnectapi.Spec}
