package boxoffice

// Ptr returns a pointer to value, for optional fields and parameters.
func Ptr[T any](value T) *T { return &value }
