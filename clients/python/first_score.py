"""Scores one image and reads the usage: python first_score.py IMAGE"""

import json
import os
import sys
import time
from io import BytesIO
from pathlib import Path

from engram_client import AuthenticatedClient
from engram_client.api.tenant import get_analyses_by_id, get_usage, post_uploads
from engram_client.api.tenant import post_analyses
from engram_client.models import AnalysisJson, AnalysisRequest, UploadRequest, UploadResponse, UsageJson

import httpx


def main(file: Path) -> None:
    client = AuthenticatedClient(base_url=os.environ["ENGRAM_URL"], token=os.environ["ENGRAM_API_KEY"])
    content = file.read_bytes()
    kind = "image/png" if file.suffix == ".png" else "image/jpeg"
    form = post_uploads.sync(
        client=client, body=UploadRequest(filename=file.name, content_type=kind, bytes_=len(content))
    )
    if not isinstance(form, UploadResponse):
        raise SystemExit(f"The upload was refused: {form}")
    fields = {name: str(value) for name, value in form.fields.to_dict().items()}
    httpx.post(form.url, data=fields, files={"file": (file.name, BytesIO(content), kind)}).raise_for_status()

    analysis = post_analyses.sync(client=client, body=AnalysisRequest(image_id=form.image_id))
    while isinstance(analysis, AnalysisJson) and analysis.finished_at is None:
        time.sleep(0.5)
        read = get_analyses_by_id.sync(analysis.id, client=client)
        analysis = read if isinstance(read, AnalysisJson) else analysis
    if not isinstance(analysis, AnalysisJson):
        raise SystemExit(f"The analysis was refused: {analysis}")
    usage = get_usage.sync(client=client)
    if not isinstance(usage, UsageJson):
        raise SystemExit(f"The usage cannot be read: {usage}")
    print(
        json.dumps(
            {
                "status": analysis.status.value,
                "score": analysis.score.value if analysis.score is not None else None,
                "used": usage.used,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
