import { spelledIn, tableIn } from "./lines.ts";

/** Most common first. */
export const ZH_SURNAMES = spelledIn(`
王 wang, 李 li, 张 zhang, 刘 liu, 陈 chen, 杨 yang, 赵 zhao, 黄 huang, 周 zhou, 吴 wu, 徐 xu, 孙 sun, 胡 hu, 朱 zhu, 高 gao, 林 lin, 何 he, 郭 guo,
马 ma, 罗 luo, 梁 liang, 宋 song, 郑 zheng, 谢 xie, 韩 han, 唐 tang, 冯 feng, 于 yu, 董 dong, 程 cheng, 曹 cao, 袁 yuan, 邓 deng, 许 xu, 沈 shen,
曾 zeng, 彭 peng, 吕 lv, 苏 su, 卢 lu, 蒋 jiang, 蔡 cai, 丁 ding, 魏 wei, 薛 xue, 叶 ye, 余 yu, 潘 pan, 杜 du, 戴 dai, 夏 xia, 钟 zhong, 汪 wang, 田 tian,
任 ren, 姜 jiang, 范 fan, 方 fang, 石 shi, 姚 yao, 陆 lu, 孔 kong, 崔 cui, 毛 mao, 邱 qiu, 秦 qin, 顾 gu, 侯 hou, 邵 shao, 孟 meng, 钱 qian, 汤 tang, 尹 yin,
施 shi, 龚 gong, 严 yan, 华 hua, 俞 yu, 章 zhang, 费 fei, 倪 ni, 葛 ge, 季 ji, 欧阳 ouyang, 诸葛 zhuge
`);

export const ZH_GIVEN = spelledIn(`
伟 wei, 敏 min, 静 jing, 磊 lei, 军 jun, 勇 yong, 杰 jie, 涛 tao, 超 chao, 强 qiang, 鹏 peng, 斌 bin, 洁 jie, 燕 yan, 霞 xia, 峰 feng, 琳 lin, 倩 qian,
建国 jianguo, 志强 zhiqiang, 国平 guoping, 丽娟 lijuan, 海燕 haiyan, 晓东 xiaodong, 文斌 wenbin, 永刚 yonggang, 春梅 chunmei, 秀英 xiuying, 卫东 weidong,
立新 lixin, 建华 jianhua, 雪梅 xuemei, 红梅 hongmei, 少华 shaohua, 学军 xuejun, 俊杰 junjie, 浩宇 haoyu, 子轩 zixuan, 雨欣 yuxin, 诗涵 shihan, 梦洁 mengjie,
佳琪 jiaqi, 思远 siyuan, 嘉伟 jiawei, 晨曦 chenxi, 婷婷 tingting, 雅雯 yawen, 志远 zhiyuan, 明辉 minghui, 文静 wenjing, 晓燕 xiaoyan, 振宇 zhenyu, 一鸣 yiming,
天佑 tianyou, 心怡 xinyi, 慧敏 huimin, 宇航 yuhang, 凯文 kaiwen, 泽宇 zeyu, 若曦 ruoxi, 子涵 zihan, 婉清 wanqing, 立群 liqun, 宏伟 hongwei, 荣华 ronghua,
亚男 yanan, 小龙 xiaolong, 玉兰 yulan, 建军 jianjun, 春华 chunhua, 秋月 qiuyue, 国栋 guodong, 景行 jingxing, 博文 bowen, 俊豪 junhao, 美玲 meiling,
丹丹 dandan, 晓峰 xiaofeng, 金龙 jinlong, 新民 xinmin, 德明 deming, 光辉 guanghui, 世杰 shijie, 家豪 jiahao, 淑芬 shufen, 桂芳 guifang, 佩佩 peipei, 莉莉 lili,
启航 qihang, 书瑶 shuyao, 昊天 haotian, 佳慧 jiahui, 永康 yongkang, 青松 qingsong, 云飞 yunfei, 兴旺 xingwang, 晶晶 jingjing, 素珍 suzhen, 长江 changjiang
`);

export const KO_SURNAMES = spelledIn(`
김 kim, 이 lee, 박 park, 최 choi, 정 jung, 강 kang, 조 cho, 윤 yoon, 장 jang, 임 lim, 한 han, 오 oh, 서 seo, 신 shin, 권 kwon, 황 hwang, 안 ahn, 송 song,
전 jeon, 홍 hong, 유 yoo, 고 ko, 문 moon, 양 yang, 손 son, 배 bae, 백 baek, 허 heo, 남 nam, 심 shim, 노 noh, 하 ha, 곽 kwak, 성 sung, 차 cha, 주 joo, 우 woo, 구 koo
`);

export const KO_GIVEN = spelledIn(`
민준 minjun, 서준 seojun, 도윤 doyun, 예준 yejun, 시우 siwoo, 지호 jiho, 준서 junseo, 건우 gunwoo, 현우 hyunwoo, 지훈 jihoon, 성민 sungmin, 동현 donghyun,
재훈 jaehoon, 승현 seunghyun, 상우 sangwoo, 영수 youngsoo, 정호 jungho, 진우 jinwoo, 태영 taeyoung, 기현 kihyun, 병철 byungchul, 용준 yongjun, 성호 sungho, 창민 changmin,
서연 seoyeon, 지우 jiwoo, 하은 haeun, 민서 minseo, 수빈 subin, 지현 jihyun, 은지 eunji, 유진 yujin, 혜진 hyejin, 미경 mikyung, 정은 jungeun, 소영 soyoung, 현정 hyunjung,
은영 eunyoung, 선희 sunhee, 경아 kyunga, 나연 nayeon, 보람 boram, 아름 areum, 주희 joohee, 영미 youngmi, 다혜 dahye, 세영 seyoung, 윤아 yoona, 형석 hyungseok, 인호 inho,
대성 daesung, 우진 woojin, 종민 jongmin, 광수 kwangsoo, 원석 wonseok, 규리 gyuri, 채원 chaewon, 한결 hangyeol, 재영 jaeyoung, 효진 hyojin
`);

/** Names by country; `*` serves every other country. */
export const EN_PEOPLE: Readonly<Record<string, readonly string[]>> = {
  Singapore: ["Tan Wei Ming", "Lim Hui Ling", "Rajesh Nair", "Goh Siew Lan", "Adrian Chua", "Nurul Huda", "Jeremy Koh", "Priya Menon", "Kelvin Ong", "Serene Teo", "Benjamin Seah", "Vanessa Yeo"],
  Malaysia: ["Ahmad Faizal", "Lee Chee Keong", "Siti Aminah", "Ravi Subramaniam", "Wong Mei Fong", "Hafiz Rahman", "Chong Kok Wai", "Farah Izzati", "Jason Loh", "Thanaraj Pillai"],
  Vietnam: ["Nguyen Thi Lan", "Tran Van Hung", "Le Minh Duc", "Pham Thu Ha", "Vo Quoc Bao", "Dang Thi Mai", "Hoang Van Nam", "Bui Thanh Tung", "Do Ngoc Anh", "Phan Gia Huy"],
  Thailand: ["Somchai Wattana", "Nattaya Srisuk", "Prasert Chaiyo", "Kanokwan Phrom", "Anan Boonmee", "Siriporn Kaew", "Thanawat Rung", "Pimchanok Dee"],
  Indonesia: ["Budi Santoso", "Dewi Lestari", "Agus Wijaya", "Rina Hartono", "Hendra Kusuma", "Yuliana Putri", "Bambang Setiawan", "Fitri Handayani"],
  Philippines: ["Maria Santos", "Jose Reyes", "Ramon Dela Cruz", "Angelica Bautista", "Mark Villanueva", "Cristina Aquino", "Paolo Mendoza"],
  Japan: ["Hiroshi Kaneda", "Yuki Morita", "Kenji Sakamoto", "Naoko Fujii", "Takeshi Ono", "Ayumi Hayashi", "Daisuke Matsuo", "Keiko Arai"],
  Germany: ["Stefan Brenner", "Katrin Vogel", "Markus Lehmann", "Anja Schuster", "Thomas Riedel", "Julia Krämer", "Uwe Hartmann", "Sabine Pohl"],
  India: ["Sanjay Kulkarni", "Anita Deshpande", "Vikram Rao", "Meera Iyer", "Arvind Krishnan", "Pooja Sharma", "Suresh Babu", "Kavita Joshi"],
  Türkiye: ["Emre Yıldız", "Ayşe Demir", "Murat Kaya", "Zeynep Arslan", "Hakan Çelik", "Elif Şahin"],
  "Hong Kong SAR": ["Chan Ka Ho", "Cheung Wing Yan", "Eric Lau", "Ho Man Kit", "Fiona Leung", "Kwok Chi Wai", "Michelle Yip"],
  "United Arab Emirates": ["Khalid Al Mansoori", "Imran Sheikh", "Layla Haddad", "Joseph Mathew", "Omar Farouk", "Reem Saleh"],
  Sweden: ["Erik Lindqvist", "Sofia Bergström", "Magnus Åkesson", "Karin Nyström"],
  Netherlands: ["Jan de Wit", "Marieke Smit", "Pieter Hoekstra", "Femke Bakker"],
  Italy: ["Paolo Ferrandi", "Chiara Bassi", "Luca Montanari", "Elena Rinaldi"],
  Spain: ["Iker Goikoa", "Ana Beltrán", "Mikel Etxeberria", "Lucía Serrano"],
  Poland: ["Tomasz Nowicki", "Agnieszka Wrona", "Piotr Zieliński", "Ewa Jabłońska"],
  Mexico: ["Carlos Medina", "Lucía Garza", "Jorge Treviño", "Adriana Salinas"],
  Brazil: ["Fernando Lopes", "Beatriz Moura", "Rodrigo Prado", "Camila Teixeira"],
  "*": [
    "James Holloway", "Laura Pemberton", "Mark Ellison", "Susan Whitfield", "Karen Doyle", "Brian Castellano", "Rachel Osborne", "Steven Marsh", "Amy Kowalczyk",
    "Grant Thornley", "Megan Sutherland", "Hamish Reid", "Colin Baxter", "Diane Fontaine", "Scott Brubaker", "Heather Lang", "Nathan Pruitt", "Olivia Strand",
    "George Ashcombe", "Helen Birtwistle", "Kevin O'Rourke", "Patricia Nolan", "Derek Simms", "Tanya Rhodes", "Victor Salazar", "Neil Hargreaves", "Joanna Whitlock",
  ],
};

/** Job title, how colleagues address it, buying role, department, weight. */
export const JOBS = {
  zh: tableIn(`
总经理|总|decisionMaker|总经办|10
副总经理|总|decisionMaker|总经办|6
采购经理|经理|approver|采购部|16
采购主管|主管|evaluator|采购部|9
采购工程师|工|evaluator|采购部|7
设备部经理|经理|evaluator|设备部|8
设备工程师|工|evaluator|设备部|9
生产部长|部长|approver|生产部|7
车间主任|主任|user|生产部|7
厂长|厂长|decisionMaker|生产部|5
工艺工程师|工|user|技术部|5
IT经理|经理|evaluator|信息部|8
信息主管|主管|evaluator|信息部|4
仓库主管|主管|user|仓储部|7
物流经理|经理|user|物流部|5
财务总监|总|approver|财务部|5
财务经理|经理|approver|财务部|4
质量经理|经理|user|品质部|5
行政经理|经理|user|行政部|4
采购员|工|user|采购部|5
`),
  ko: tableIn(`
대표이사|대표님|decisionMaker|경영진|10
전무이사|전무님|decisionMaker|경영지원본부|4
구매팀 부장|부장님|approver|구매팀|12
구매팀 과장|과장님|evaluator|구매팀|14
구매팀 대리|대리님|user|구매팀|9
생산기술팀 차장|차장님|evaluator|생산기술팀|9
생산기술팀 과장|과장님|evaluator|생산기술팀|8
공장장|공장장님|decisionMaker|생산본부|6
설비보전팀 부장|부장님|evaluator|설비보전팀|7
전산팀 과장|과장님|evaluator|전산팀|7
물류팀 차장|차장님|user|물류팀|6
자재팀 대리|대리님|user|자재팀|6
품질관리팀 부장|부장님|user|품질관리팀|5
재무팀 이사|이사님|approver|재무팀|6
총무팀 과장|과장님|user|총무팀|4
`),
  en: tableIn(`
Managing Director||decisionMaker|Management|10
General Manager||decisionMaker|Management|8
Procurement Manager||approver|Procurement|16
Buyer||evaluator|Procurement|11
Senior Buyer||evaluator|Procurement|7
Plant Manager||decisionMaker|Operations|9
Operations Director||approver|Operations|7
Maintenance Supervisor||user|Maintenance|7
Process Engineer||evaluator|Engineering|9
IT Manager||evaluator|IT|8
Warehouse Manager||user|Logistics|9
Finance Controller||approver|Finance|6
Quality Manager||user|Quality|6
`),
};
