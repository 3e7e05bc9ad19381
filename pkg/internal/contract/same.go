package contract

import (
	"bytes"
	"encoding/json"

	"github.com/stretchr/testify/require"
)

// Same holds a whole decoded value to its JSON form. In answers the zero value
// stands for absent, so properties that are null, zero, false or "" count as
// absent on both sides.
func Same(t require.TestingT, want string, value any) {
	got, err := json.Marshal(value)
	require.NoError(t, err)
	require.Equal(t, withoutZeros(t, []byte(want)), withoutZeros(t, got))
}

func withoutZeros(t require.TestingT, data []byte) any {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(data))
	require.NoError(t, decoder.Decode(&value), string(data))
	return dropZeros(value)
}

func dropZeros(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = dropZeros(value[i])
		}
	case map[string]any:
		for name, property := range value {
			property = dropZeros(property)
			if object, ok := property.(map[string]any); ok && len(object) == 0 || property == nil || isZero(property) {
				delete(value, name)
				continue
			}
			value[name] = property
		}
	}
	return value
}

func isZero(value any) bool {
	switch value := value.(type) {
	case string:
		return value == ""
	case float64:
		return value == 0
	case bool:
		return !value
	}
	return false
}
