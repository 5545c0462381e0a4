// Backs one device up and prints what changed: go run backup.go DEVICE
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"
)

type jobRequest struct {
	V           int      `json:"v"`
	ID          string   `json:"id"`
	Devices     []string `json:"devices"`
	Lane        string   `json:"lane"`
	RequestedBy string   `json:"requestedBy"`
}

type serviceError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (e *serviceError) Error() string { return e.Code + ": " + e.Message }

// call asks the control API; an error of the service is a *serviceError.
func call(nc *nats.Conn, endpoint string, input, output any) error {
	body, err := json.Marshal(input)
	if err != nil {
		return err
	}
	answer, err := nc.Request("netraven.api."+endpoint, body, 30*time.Second)
	if err != nil {
		return err
	}
	if answer.Header.Get("Nats-Service-Error-Code") != "" {
		refused := &serviceError{}
		if err := json.Unmarshal(answer.Data, refused); err != nil {
			return err
		}
		return refused
	}
	return json.Unmarshal(answer.Data, output)
}

// waitFor returns the status of a job once nothing more will happen in it; one that was just stored may be unknown yet.
func waitFor(nc *nats.Conn, job string) (string, error) {
	for {
		var shown struct {
			Status string `json:"status"`
		}
		err := call(nc, "job.show", map[string]string{"id": job}, &shown)
		if refused, ok := err.(*serviceError); err != nil && !(ok && refused.Code == "NETRAVEN_NOT_FOUND") {
			return "", err
		}
		if err == nil && shown.Status != "PENDING" && shown.Status != "RUNNING" {
			return shown.Status, nil
		}
		time.Sleep(time.Second)
	}
}

func run(device string) error {
	url := os.Getenv("NATS_URL")
	if url == "" {
		url = nats.DefaultURL
	}
	var login []nats.Option
	if user := os.Getenv("NATS_USER"); user != "" {
		// Each user receives its answers below an inbox prefix of its own, and nowhere else.
		inbox := nats.CustomInboxPrefix("_INBOX." + user)
		login = append(login, nats.UserInfo(user, os.Getenv("NATS_PASSWORD")), inbox)
	}
	nc, err := nats.Connect(url, login...)
	if err != nil {
		return err
	}
	defer nc.Drain()
	js, err := nc.JetStream()
	if err != nil {
		return err
	}

	job := fmt.Sprintf("ticket-%d", time.Now().UnixNano())
	body, err := json.Marshal(jobRequest{1, job, []string{device}, "urgent", "go example"})
	if err != nil {
		return err
	}
	// The receipt means that the request is stored; the id lets the broker drop a repetition.
	if _, err := js.Publish("netraven.jobs.request", body, nats.MsgId(job)); err != nil {
		return err
	}
	status, err := waitFor(nc, job)
	if err != nil {
		return err
	}
	if status != "COMPLETED_SUCCESS" {
		return fmt.Errorf("job %s ended as %s", job, status)
	}
	var changed struct {
		Diff string `json:"diff"`
	}
	if err := call(nc, "config.diff", map[string]string{"device": device}, &changed); err != nil {
		return err
	}
	fmt.Print(changed.Diff)
	return nil
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: backup DEVICE")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
