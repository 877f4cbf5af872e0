"""In which stage of a batch or a row which act is possible."""

from aggregates.history import events as e
from aggregates.history import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.BATCH: ("已采集的批次", "a collected batch"),
    s.COLLECTED: ("已采集待甄别", "collected, to be checked"),
    s.CHECKED: ("已甄别待上传", "checked, to be uploaded"),
    s.REFUSED: ("甄别不采用", "refused"),
    s.UPLOADED: ("已上传", "uploaded"),
}

STAGES: Stages = {
    e.BatchCollected: (NOTHING_YET,),
    e.RowCollected: (NOTHING_YET,),
    e.BatchChecked: (s.BATCH,),
    e.RowChecked: (s.COLLECTED,),
    e.BatchUploaded: (s.BATCH,),
    e.RowUploaded: (s.CHECKED,),
}
