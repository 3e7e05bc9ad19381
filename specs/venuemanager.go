package specs

import "github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"

// VenueManager is the specification of Venue Manager.
var VenueManager = Document{"venuemanager", venuemanagerapi.Spec}
