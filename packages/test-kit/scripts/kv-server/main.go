// kv-server serves HashiCorp's KV engine version 2, with its storage in memory, over the part of Vault's HTTP API that
// clients of this engine use. It is for tests: the token is fixed.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	"github.com/hashicorp/vault/sdk/logical"
)

const (
	mount = "secret/"
	token = "hvs.fake-vault-token"
)

func main() {
	ctx := context.Background()
	storage := &logical.InmemStorage{}
	backend, err := kv.VersionedKVFactory(ctx, &logical.BackendConfig{
		System:      logical.TestSystemView(),
		StorageView: storage,
		Config:      map[string]string{"version": "2", "uid": "kv"},
		BackendUUID: "kv",
	})
	exitOn(err)
	exitOn(backend.Initialize(ctx, &logical.InitializationRequest{Storage: storage}))

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	exitOn(err)
	fmt.Printf("http://%s\n", listener.Addr())
	exitOn(http.Serve(listener, handler(backend, storage)))
}

func handler(backend logical.Backend, storage logical.Storage) http.HandlerFunc {
	operations := map[string]logical.Operation{
		http.MethodGet:    logical.ReadOperation,
		http.MethodPost:   logical.UpdateOperation,
		http.MethodPut:    logical.UpdateOperation,
		http.MethodDelete: logical.DeleteOperation,
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Vault-Token") != token {
			fail(w, http.StatusForbidden, "permission denied")
			return
		}
		data := map[string]interface{}{}
		if r.Body != nil {
			_ = json.NewDecoder(r.Body).Decode(&data)
		}
		path := strings.TrimPrefix(r.URL.Path, "/v1/")
		if path == "sys/capabilities-self" {
			answer(w, http.StatusOK, map[string]interface{}{"data": listCapabilities(data["paths"])})
			return
		}
		if !strings.HasPrefix(path, mount) {
			fail(w, http.StatusNotFound)
			return
		}
		request := &logical.Request{
			Operation:  operations[r.Method],
			Path:       strings.TrimPrefix(path, mount),
			Data:       data,
			Storage:    storage,
			MountPoint: mount,
		}
		// As Vault does, a write to a path that does not exist is a creation.
		if request.Operation == logical.UpdateOperation {
			if _, exists, err := backend.HandleExistenceCheck(r.Context(), request); err == nil && !exists {
				request.Operation = logical.CreateOperation
			}
		}
		response, err := backend.HandleRequest(r.Context(), request)
		respond(w, response, err)
	}
}

// listCapabilities returns those of the root token, for each of the paths.
func listCapabilities(paths interface{}) map[string]interface{} {
	capabilities := map[string]interface{}{"capabilities": []string{"root"}}
	if list, isList := paths.([]interface{}); isList {
		for _, path := range list {
			capabilities[fmt.Sprint(path)] = []string{"root"}
		}
	}
	return capabilities
}

func respond(w http.ResponseWriter, response *logical.Response, err error) {
	switch {
	case response != nil && response.IsError():
		fail(w, http.StatusBadRequest, response.Error().Error())
	case errors.Is(err, logical.ErrInvalidRequest):
		fail(w, http.StatusBadRequest, err.Error())
	case err != nil:
		fail(w, http.StatusInternalServerError, err.Error())
	case response == nil:
		fail(w, http.StatusNotFound)
	case response.Data[logical.HTTPStatusCode] != nil:
		// The engine returns the metadata of a deleted version with status 404.
		w.Header().Set("content-type", "application/json")
		w.WriteHeader(response.Data[logical.HTTPStatusCode].(int))
		_, _ = w.Write([]byte(response.Data[logical.HTTPRawBody].(string)))
	default:
		answer(w, http.StatusOK, map[string]interface{}{"data": response.Data})
	}
}

func fail(w http.ResponseWriter, status int, messages ...string) {
	if messages == nil {
		messages = []string{}
	}
	answer(w, status, map[string]interface{}{"errors": messages})
}

func answer(w http.ResponseWriter, status int, data interface{}) {
	w.Header().Set("content-type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(data)
}

func exitOn(err error) {
	if err != nil {
		panic(err)
	}
}
