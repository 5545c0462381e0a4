"""Backs one device up and prints what changed: backup.py DEVICE"""

import asyncio
import json
import os
import sys
import uuid

import nats


async def call(connection, endpoint, body):
    """Asks the control API; an error of the service has its code and message in the answer."""
    answer = await connection.request(f"netraven.api.{endpoint}", json.dumps(body).encode(), timeout=30)
    result = json.loads(answer.data)
    if answer.headers and "Nats-Service-Error-Code" in answer.headers:
        raise RuntimeError(f"{result['code']}: {result['message']}")
    return result


async def wait_for(connection, job):
    """The job once nothing more will happen in it; a request that was just stored may not be accepted yet."""
    while True:
        try:
            shown = await call(connection, "job.show", {"id": job})
            if shown["status"] not in ("PENDING", "RUNNING"):
                return shown
        except RuntimeError as error:
            if not str(error).startswith("NETRAVEN_NOT_FOUND"):
                raise
        await asyncio.sleep(1)


async def main(device):
    login = {}
    if "NATS_USER" in os.environ:
        user = os.environ["NATS_USER"]
        # Each user receives its answers below an inbox prefix of its own, and nowhere else.
        login = {"user": user, "password": os.environ["NATS_PASSWORD"], "inbox_prefix": f"_INBOX.{user}"}
    connection = await nats.connect(os.environ.get("NATS_URL", "nats://127.0.0.1:4222"), **login)
    try:
        job = f"ticket-{uuid.uuid4()}"
        request = {"v": 1, "id": job, "devices": [device], "lane": "urgent", "requestedBy": "python example"}
        # The receipt means that the request is stored; the header lets the broker drop a repetition.
        await connection.jetstream().publish(
            "netraven.jobs.request", json.dumps(request).encode(), headers={"Nats-Msg-Id": job}
        )
        shown = await wait_for(connection, job)
        if shown["status"] != "COMPLETED_SUCCESS":
            sys.exit(f"job {job} ended as {shown['status']}: {shown['outcomes']}")
        print((await call(connection, "config.diff", {"device": device}))["diff"], end="")
    finally:
        await connection.drain()


if len(sys.argv) != 2:
    sys.exit("usage: backup.py DEVICE")
asyncio.run(main(sys.argv[1]))
