package specs

import "github.com/boxoffice-go/boxoffice/gen/musementapi"

// Musement is the specification of Musement.
var Musement = Document{"musement", musementapi.Spec}
